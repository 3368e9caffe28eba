using Honnan.Data.Sources;

namespace Honnan.Data.Answers;

/// <summary>What a model says of one picture, or why it cannot.</summary>
public sealed record PictureAnswer
{
    /// <summary>Where the picture is.</summary>
    public required PictureAddress Address { get; init; }

    /// <summary>Width and height in pixels as shown; 0 × 0 where they could not be read.</summary>
    public PictureSize Size { get; init; }

    /// <summary>What the model says; null where the picture could not be read.</summary>
    public Answer? Answer { get; init; }

    /// <summary>[countries] in the model's order, the mean over the picture's windows; null where it could not be read.</summary>
    public double[]? Probabilities => Answer?.Probabilities;

    /// <summary>Why it could not be read; null where it was.</summary>
    public string? Error { get; init; }
}
