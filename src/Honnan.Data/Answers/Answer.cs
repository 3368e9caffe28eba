using Honnan.Data.Geography;

namespace Honnan.Data.Answers;

/// <summary>What is said of one picture, or of several views of one place.</summary>
public sealed record Answer
{
    /// <summary>[countries], summing to 1: the mean over the views.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>[countries], the same without calibration.</summary>
    public required double[] Uncalibrated { get; init; }

    /// <summary>[cells] of the model's map, summing to 1; null where it has none.</summary>
    public double[]? Cells { get; init; }

    /// <summary>Where it was taken, most likely; null where the model has no map.</summary>
    public GeoPoint? Point { get; init; }

    /// <summary>How strange the picture is by the model's rule; null where it has none.</summary>
    public double? Strangeness { get; init; }

    /// <summary>Whether the picture is of the kind the model knows; null where it has no rule.</summary>
    public bool? Known { get; init; }
}
