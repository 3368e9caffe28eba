namespace Honnan.Data.Imaging;

/// <summary>How large a picture may claim to be; larger ones are refused before anything is allocated for them.</summary>
/// <param name="MaxPixels">Width · height, at most (default 100 megapixels).</param>
/// <param name="MaxSide">Width and height, each at most (default 30,000 pixels).</param>
public sealed record PictureLimits(long MaxPixels = 100_000_000, int MaxSide = 30_000);
