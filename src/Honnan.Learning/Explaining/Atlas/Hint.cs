using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Something by which pictures of a country were recognised: places that look alike to the net.</summary>
public sealed record Hint
{
    /// <summary>Where it is seen and its colours, in words.</summary>
    public required string Words { get; init; }

    /// <summary>Recognised pictures in which it speaks most for the country.</summary>
    public required int Pictures { get; init; }

    /// <summary>How many of the country's pictures show something like it.</summary>
    public required ShownShare Own { get; init; }

    /// <summary>The same of the other countries' pictures.</summary>
    public required ShownShare Others { get; init; }

    /// <summary>The region of the camera's that it mostly lies in, as <see cref="Regions.FrameRegions"/> names it; null where it is the country's.</summary>
    public required string? Camera { get; init; }

    /// <summary>Squares around some of the places, with the pictures' files.</summary>
    public required IReadOnlyList<(Picture Picture, string File)> CloseUps { get; init; }
}
