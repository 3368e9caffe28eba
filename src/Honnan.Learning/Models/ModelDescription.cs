using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;

namespace Honnan.Learning.Models;

/// <summary>A trained net in words: beside its weights, nothing else is needed to predict.</summary>
public sealed record ModelDescription : IValidated
{
    /// <summary>torchvision's or timm's name.</summary>
    public required string Net { get; init; }

    /// <summary>The stage that the net ends with, where later ones are left out; null for the whole net.</summary>
    public string? LastStage { get; init; }

    /// <summary>Widths of the linear layers before the last.</summary>
    public required IReadOnlyList<int> Head { get; init; }

    /// <summary>Between the linear layers.</summary>
    public Activation Activation { get; init; } = Activation.None;

    /// <summary>What of the stages the head sees.</summary>
    public PooledFeatures Features { get; init; } = PooledFeatures.Last;

    /// <summary>ISO 3166-1 alpha-2 codes in the classes' order.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>How pictures are prepared.</summary>
    public required LoadingOptions Loading { get; init; }

    /// <summary>The fold whose pictures were kept out of training, or null.</summary>
    public int? Fold { get; init; }

    /// <summary>Whether the selection's validation pictures were kept out of training.</summary>
    public bool HoldOut { get; init; } = true;

    /// <summary>The digest of the selection that it was trained on (<see cref="Data.Curation.Selection.Identity"/>), or null.</summary>
    public string? Selection { get; init; }

    /// <summary>Where that selection lay, as a path from the run's folder, or null.</summary>
    public string? SelectionFolder { get; init; }

    /// <summary>Steps of training behind it.</summary>
    public long Steps { get; init; }

    /// <summary>Makes the net with random weights; caller disposes.</summary>
    /// <param name="dropout">Share of the features zeroed in training.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    /// <exception cref="InputException">The net cannot end with <see cref="LastStage"/>.</exception>
    public Net Build(double dropout = 0, TorchSharp.torch.Device? device = null)
    {
        using IDisposable making = ComputeDevice.Making(device ?? TorchSharp.torch.CPU);
        Net net = NetCatalogue.Build(Net, inputs => new Head(inputs, [.. Head, Countries.Count], Activation, dropout), LastStage);
        net.UseFeatures(Features);
        return net;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!NetCatalogue.Names.Contains(Net))
        {
            yield return $"net '{Net}' is unknown{Spelling.Hint(Net, NetCatalogue.Names)} (known: {string.Join(", ", NetCatalogue.Names)})";
        }

        if (Countries.Count == 0 || Countries.Any(c => !CountryCode.TryParse(c, out _)) || Countries.Distinct(StringComparer.Ordinal).Count() != Countries.Count)
        {
            yield return "countries must be different ISO 3166-1 alpha-2 codes, at least one";
        }

        if (Head.Any(width => width is < 1 or > 65536))
        {
            yield return "head must list widths from 1 to 65536";
        }
    }
}
