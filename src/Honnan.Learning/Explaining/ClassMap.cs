namespace Honnan.Learning.Explaining;

/// <summary>What was found out about one picture as the net sees it.</summary>
/// <param name="Coarse">The coarse map, before ReLU and scaling.</param>
/// <param name="Logits">[classes].</param>
public sealed record ClassMap(HeatMap Coarse, float[] Logits)
{
    /// <summary>[features]: the head's inputs.</summary>
    public required float[] Pooled { get; init; }

    /// <summary>[C]: what the layer holds at the map's peak; null where it was not asked for.</summary>
    public float[]? PeakFeatures { get; init; }
}
