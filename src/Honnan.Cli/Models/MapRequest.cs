using Honnan.Learning.Explaining;

namespace Honnan.Cli.Models;

/// <summary>Which heat maps are asked for.</summary>
internal sealed record MapRequest
{
    /// <summary>What is to be explained of every picture; null for what speaks for its guess.</summary>
    public ClassQuestion? Question { get; init; }

    /// <summary>How maps are made; null for Grad-CAM at the end of the last stage.</summary>
    public MapOptions? Options { get; init; }

    /// <summary>Whether it is measured how far they show what the answers rest on.</summary>
    public bool Measured { get; init; }
}
