namespace Honnan.Data.Answers;

/// <summary>How an exported model's weights are stored.</summary>
public enum ModelPrecision
{
    /// <summary>32 bits a weight.</summary>
    Float32,

    /// <summary>16 bits a weight; computed in float32.</summary>
    Float16,

    /// <summary>8 bits a weight of a convolution or linear layer, and its arithmetic in whole numbers, but for layers that bear it badly.</summary>
    Int8,
}
