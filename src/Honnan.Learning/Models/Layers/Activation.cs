namespace Honnan.Learning.Models.Layers;

/// <summary>What follows a convolution or a linear layer.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>x · min(max(x + 3, 0), 6) / 6 (Howard et al., 2019).</summary>
    Hardswish,
}
