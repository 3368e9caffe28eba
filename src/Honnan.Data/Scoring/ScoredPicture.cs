namespace Honnan.Data.Scoring;

/// <summary>A picture of an input, before it is asked about.</summary>
/// <param name="Name">Its name within the input; no other has it.</param>
/// <param name="Read">Gives its encoded bytes, on any thread, more than once; throws <see cref="InputException"/> with a reason.</param>
internal readonly record struct ScoredPicture(string Name, Func<byte[]> Read)
{
    /// <summary>As <see cref="Read"/>, where reading costs a request and waits for its answer; null where it does not.</summary>
    public Func<CancellationToken, Task<byte[]>>? Fetch { get; init; }

    /// <summary>Whether it is known already that it cannot be given.</summary>
    public bool IsBad { get; private init; }

    /// <summary>One that the input lists but cannot give.</summary>
    public static ScoredPicture Bad(string name, string reason) => new(name, () => throw new InputException(reason)) { IsBad = true };

    /// <summary>One that lies in a store.</summary>
    public static ScoredPicture Far(string name, Func<CancellationToken, Task<byte[]>> fetch, CancellationToken stop) =>
        new(name, () => fetch(stop).GetAwaiter().GetResult()) { Fetch = fetch };
}
