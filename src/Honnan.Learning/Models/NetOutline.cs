using Honnan.Data;
using Honnan.Data.Downloads;
using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>A net of the catalogue in figures.</summary>
public sealed record NetOutline
{
    /// <summary>Classes of ImageNet, for which the nets are published.</summary>
    public const int Classes = 1000;

    /// <summary>What experiments call it.</summary>
    public required string Name { get; init; }

    /// <summary>Numbers that learn, with <see cref="Classes"/> classes.</summary>
    public required long Parameters { get; init; }

    /// <summary>Length of the vector that the head is given.</summary>
    public required int EmbeddingChannels { get; init; }

    /// <summary>The stages' names in order.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>How many of them <c>freeze: "front"</c> freezes.</summary>
    public required int FrontStages { get; init; }

    /// <summary>Weights of it that can be downloaded by these names.</summary>
    public required IReadOnlyList<string> Downloads { get; init; }

    /// <summary>A net of the catalogue.</summary>
    /// <exception cref="InputException">There is no net of that name.</exception>
    public static NetOutline Of(string name)
    {
        using Net net = Sketch(name);
        return new NetOutline
        {
            Name = name,
            Parameters = net.parameters().Sum(p => p.numel()),
            EmbeddingChannels = net.EmbeddingChannels,
            Stages = [.. net.Stages.Select(s => s.Name)],
            FrontStages = net.FrontStages,
            Downloads = Downloader.WeightsOf(name),
        };
    }

    /// <summary>A net whose parameters have shapes and no numbers, and so take no memory; caller disposes.</summary>
    internal static Net Sketch(string name, IReadOnlyList<int>? head = null, string? lastStage = null)
    {
        using IDisposable making = ComputeDevice.Making(META);
        return NetCatalogue.Build(name, inputs => new Head(inputs, [.. head ?? [], Classes]), lastStage);
    }
}
