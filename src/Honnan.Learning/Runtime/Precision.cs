namespace Honnan.Learning.Runtime;

/// <summary>The type of the arithmetic in a net's convolutions.</summary>
public enum Precision
{
    /// <summary>Whichever is faster, on a processor with instructions for bfloat16; else float32.</summary>
    Auto,

    /// <summary>32-bit floating point throughout.</summary>
    Float32,

    /// <summary>bfloat16 in the convolutions; weights, normalisation, loss and head stay in float32.</summary>
    Bfloat16,
}
