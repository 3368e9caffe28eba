namespace Honnan.Data.Scoring;

/// <summary>A picture of an input, before it is asked about.</summary>
/// <param name="Name">Its name within the input; no other has it.</param>
/// <param name="Read">Gives its encoded bytes, on any thread, more than once; throws <see cref="InputException"/> with a reason.</param>
internal readonly record struct ScoredPicture(string Name, Func<byte[]> Read)
{
    /// <summary>One that the input lists but cannot give.</summary>
    public static ScoredPicture Bad(string name, string reason) => new(name, () => throw new InputException(reason));
}
