namespace Honnan.Data.Answers;

/// <summary>
/// The way from a net's last feature map to its logits, where it is pooling by the mean over the area and plain layers:
/// the logit's gradient at the map, and so Grad-CAM, can then be written down without going back through the net.
/// </summary>
public sealed record CamPath
{
    /// <summary>The name of the module whose output the map is.</summary>
    public required string Layer { get; init; }

    /// <summary>From the map's mean [C] to the embedding; often nothing.</summary>
    public required IReadOnlyList<CamStep> Neck { get; init; }

    /// <summary>The constant [F] that the embedding and what is pooled beside it are multiplied by before the head; null for nothing.</summary>
    public string? Factors { get; init; }

    /// <summary>From the head's inputs, of which the embedding is the beginning, to the logits.</summary>
    public required IReadOnlyList<CamStep> Head { get; init; }
}
