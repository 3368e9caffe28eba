namespace Honnan.Data.Answers;

/// <summary>A step between the pooled features and the logits, with the names of its constants in the graph.</summary>
public sealed record CamStep
{
    /// <summary>What it does.</summary>
    public required CamStepKind Kind { get; init; }

    /// <summary>[outputs, inputs] of a linear step, [inputs] of a layer norm; null for activations.</summary>
    public string? Weight { get; init; }

    /// <summary>[outputs]; null for activations.</summary>
    public string? Bias { get; init; }

    /// <summary>Added to a layer norm's variance.</summary>
    public double Epsilon { get; init; }
}
