namespace Honnan.Data.Answers;

/// <summary>What is said of one picture, or of several views of one place.</summary>
public sealed record Answer
{
    /// <summary>[countries], summing to 1: the mean over the views.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>[countries], the same without calibration.</summary>
    public required double[] Uncalibrated { get; init; }

    /// <summary>How strange the picture is by the model's rule; null where it has none.</summary>
    public double? Strangeness { get; init; }

    /// <summary>Whether the picture is of the kind the model knows; null where it has no rule.</summary>
    public bool? Known { get; init; }
}
