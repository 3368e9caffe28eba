namespace Honnan.Learning.Ranks;

/// <summary>What numbers that are summed over the ranks are.</summary>
public enum NumberType
{
    /// <summary>32-bit floating point.</summary>
    Float32,

    /// <summary>64-bit floating point.</summary>
    Float64,

    /// <summary>The upper half of a float32; every partial sum is rounded to it.</summary>
    Bfloat16,
}
