namespace Honnan.Learning.Runtime;

/// <summary>How a net's stages compute.</summary>
/// <param name="Precision">The type of the convolutions' numbers.</param>
/// <param name="Layout">How they lie in memory.</param>
public readonly record struct Arithmetic(Precision Precision, MemoryLayout Layout)
{
    /// <summary>Nothing chosen.</summary>
    public static Arithmetic Auto { get; } = new(Precision.Auto, MemoryLayout.Auto);

    /// <summary>Whether nothing is left to choose.</summary>
    public bool IsChosen => Precision != Precision.Auto && Layout != MemoryLayout.Auto;
}
