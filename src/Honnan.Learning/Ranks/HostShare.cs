using Honnan.Data;
using Honnan.Data.Loading;

namespace Honnan.Learning.Ranks;

/// <summary>What of its host a rank may take, beside others that run there.</summary>
/// <param name="Ranks">Ranks on the host, this one counted: they share its memory.</param>
/// <param name="OnSameCores">Those that may use the same cores, this one counted: fewer where the launcher has given each some of its own.</param>
public sealed record HostShare(int Ranks, int OnSameCores)
{
    /// <summary>All of it.</summary>
    public static HostShare Whole { get; } = new(1, 1);

    /// <summary>Threads of this rank's tensor operations: its part of the physical cores, at least 1.</summary>
    public int Threads => Math.Max(1, PhysicalCores.Count / OnSameCores);

    /// <summary>
    /// How this rank prepares its parts of batches. Parts are as much smaller as there are more ranks, so that a part of the memory still
    /// holds as many ahead.
    /// </summary>
    public LoadingOptions Of(LoadingOptions loading) => loading with
    {
        Workers = loading.Workers > 0 ? loading.Workers : Math.Max(1, Environment.ProcessorCount / OnSameCores),
        MemoryMiB = Math.Max(1, loading.MemoryMiB / Ranks),
    };
}
