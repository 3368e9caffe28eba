using Honnan.Inference.Sessions;

namespace Honnan.Inference;

/// <summary>Which model a <see cref="CountryPredictor"/> asks, and how.</summary>
public sealed record CountryPredictorOptions
{
    /// <summary>The file that <c>honnan export</c> wrote, or the name of one of <see cref="ShippedModels"/>; default <see cref="ShippedModels.Default"/>.</summary>
    public string Model { get; set; } = ShippedModels.Default;

    /// <summary>Threads of one operation of the net; 0 (the default) for one a core.</summary>
    public int Threads { get; set; }

    /// <summary>
    /// Batches that are in the net at a time; 0 (the default) for as many as callers ask at once. Each takes memory of its own,
    /// with EfficientNet-Lite0 half a gigabyte for 16 pictures, and where one has a thread for every core a second gains nothing.
    /// </summary>
    public int BatchesAtOnce { get; set; }

    /// <summary>
    /// Native memory in MiB that the model may hold, 64 to 4095 (the default): weights, and what lies between the layers of all
    /// batches that are in the net. Where a batch does not find room it waits for the others and goes in parts; a model that
    /// needs more for one picture ends in an error.
    /// </summary>
    public int MemoryMiB { get; set; } = BoundedMemory.MostMiB;

    /// <summary>Channels that Score-CAM looks at, at least 1; default 128. Each costs a pass through the net.</summary>
    public int ScoreCamChannels { get; set; } = 128;

    /// <summary>What is wrong with the options; empty where nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        if (string.IsNullOrWhiteSpace(Model))
        {
            yield return "Model must name an exported model's file or a shipped model";
        }

        if (Threads is < 0 or > 1024)
        {
            yield return $"Threads must be 0 (one a core) to 1024, not {Threads}";
        }

        if (BatchesAtOnce is < 0 or > 1024)
        {
            yield return $"BatchesAtOnce must be 0 (no limit) to 1024, not {BatchesAtOnce}";
        }

        if (MemoryMiB is < BoundedMemory.LeastMiB or > BoundedMemory.MostMiB)
        {
            yield return $"MemoryMiB must be {BoundedMemory.LeastMiB} to {BoundedMemory.MostMiB}, not {MemoryMiB}";
        }

        if (ScoreCamChannels < 1)
        {
            yield return $"ScoreCamChannels must be at least 1, not {ScoreCamChannels}";
        }
    }
}
