namespace Honnan.Data.Answers;

/// <summary>How an int8 model was made, and how near it is to the float32 one.</summary>
public sealed record Int8Summary
{
    /// <summary>Pictures that ranges were found on.</summary>
    public required int Calibrated { get; init; }

    /// <summary>Layers in all that can be in 8 bits: convolutions, and linear layers before the head.</summary>
    public required int Convolutions { get; init; }

    /// <summary>Those that stayed in float32, since 8 bits cost most there.</summary>
    public required IReadOnlyList<string> Left { get; init; }

    /// <summary>Other pictures that both models were compared on.</summary>
    public required int Compared { get; init; }

    /// <summary>The share of these for which both give the same country, in [0, 1].</summary>
    public required double Agreement { get; init; }

    /// <summary>
    /// Root mean square of what 8 bits move these pictures' logits by, in units of the model's temperature; null in files of
    /// earlier versions.
    /// </summary>
    public double? Noise { get; init; }
}
