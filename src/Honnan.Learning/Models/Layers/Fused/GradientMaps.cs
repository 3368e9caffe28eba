namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>Where the maps lie that a gradient is summed of; null where one may be left out.</summary>
/// <param name="gradient">Of what was activated.</param>
/// <param name="input">Of the normalisation.</param>
/// <param name="shortcut">What was added.</param>
/// <param name="ofSum">Takes the gradient of the sum.</param>
internal readonly unsafe struct GradientMaps(byte* gradient, byte* input, byte* shortcut, byte* ofSum)
{
    /// <summary>Of what was activated.</summary>
    public readonly byte* Gradient = gradient;

    /// <summary>Of the normalisation.</summary>
    public readonly byte* Input = input;

    /// <summary>What was added.</summary>
    public readonly byte* Shortcut = shortcut;

    /// <summary>Takes the gradient of the sum.</summary>
    public readonly byte* OfSum = ofSum;
}
