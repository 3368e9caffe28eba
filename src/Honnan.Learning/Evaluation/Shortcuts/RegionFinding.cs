namespace Honnan.Learning.Evaluation.Shortcuts;

/// <summary>How far a model leans on a region of the frame.</summary>
public sealed record RegionFinding
{
    /// <summary>The region's name: overlay, watermark, car, seams or borders.</summary>
    public required string Region { get; init; }

    /// <summary>The same in a sentence, such as "the watermark's strip at the lower edge".</summary>
    public required string Title { get; init; }

    /// <summary>Pictures that have it.</summary>
    public required int Pictures { get; init; }

    /// <summary>The share of the maps' sum that lies on it, as the mean over the pictures.</summary>
    public required double Evidence { get; init; }

    /// <summary>The share of the pictures' area that it takes.</summary>
    public required double Area { get; init; }

    /// <summary>The share of these pictures that are recognised.</summary>
    public required double Top1 { get; init; }

    /// <summary>The same with the region covered.</summary>
    public required double Top1Covered { get; init; }

    /// <summary>The same with as much covered elsewhere.</summary>
    public required double Top1Elsewhere { get; init; }

    /// <summary>How likely so large a difference of the last two is by chance (sign test on the pictures).</summary>
    public required double PValue { get; init; }

    /// <summary>Whether more evidence lies there than the area explains, or covering it costs more than covering as much elsewhere.</summary>
    public bool Suspicious => (Evidence >= 0.1 && Evidence >= 2 * Area) || (PValue < 0.01 && Top1Elsewhere - Top1Covered >= 0.03);
}
