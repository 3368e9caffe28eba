using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;

namespace Honnan.Learning.Experiments;

/// <summary>The net: its stages, the weights it starts from, its head.</summary>
public sealed record ModelOptions : IValidated
{
    /// <summary>torchvision's or timm's name, such as resnet50; docs/nets.md lists them.</summary>
    public required string Net { get; init; }

    /// <summary>Relative to the experiment's file: a safetensors or PyTorch file, which fills all before the head; or the folder of a run, whose model is gone on with, head included. Without it the weights are random.</summary>
    public string? Weights { get; init; }

    /// <summary>The stage that the net ends with, such as blocks.4 of EfficientNet-Lite: later ones are left out, in training, files and exported models. Without it the net's own last one; docs/nets.md names them.</summary>
    public string? LastStage { get; init; }

    /// <summary>What of the stages the head sees: last (the default) or stages.</summary>
    public PooledFeatures Features { get; init; } = PooledFeatures.Last;

    /// <summary>Widths of the linear layers before the last one: [1000, 300] gives features → 1000 → 300 → countries. Each 1 to 65536; default none.</summary>
    public IReadOnlyList<int> Head { get; init; } = [];

    /// <summary>Between the linear layers; default none, as in the study.</summary>
    public Activation Activation { get; init; } = Activation.None;

    /// <summary>Share of the features zeroed in training before every linear layer; 0 (the default) to below 1.</summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!NetCatalogue.Names.Contains(Net))
        {
            yield return $"net '{Net}' is unknown{Spelling.Hint(Net, NetCatalogue.Names)} (known: {string.Join(", ", NetCatalogue.Names)})";
        }

        if (Head.Any(width => width is < 1 or > 65536))
        {
            yield return "head must list widths from 1 to 65536";
        }

        if (Dropout is not (>= 0 and < 1))
        {
            yield return $"dropout must be at least 0 and below 1, not {Dropout}";
        }
    }
}
