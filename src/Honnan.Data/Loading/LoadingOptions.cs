using Honnan.Data.Configuration;
using Honnan.Data.Imaging;

namespace Honnan.Data.Loading;

/// <summary>How pictures become batches.</summary>
public sealed record LoadingOptions : IValidated
{
    /// <summary>The shorter side of every picture in a batch, in pixels; 32 to 2048, default 256.</summary>
    public int ShortSide { get; init; } = 256;

    /// <summary>Whether half of the training views are mirrored, at random; default true.</summary>
    public bool Flip { get; init; } = true;

    /// <summary>Random changes of training views beside the flip; without it none. Views that are judged never have any.</summary>
    public AugmentationOptions? Augment { get; init; }

    /// <summary>
    /// What is done about the overlay; default: masked. The mask is the same for every picture of every source, mirrored
    /// or not; with <see cref="Flip"/> it covers the mirror images of the overlay's places too.
    /// </summary>
    public OverlayHandling Overlay { get; init; } = OverlayHandling.Mask;

    /// <summary>
    /// Further places that are treated as the overlay is, in fractions of the frame; default: none. The data set's report
    /// says which it found.
    /// </summary>
    public IReadOnlyList<FrameRectangle>? Masks { get; init; }

    /// <summary>What of a panorama is seen at a time; default: windows.</summary>
    public PanoramaHandling Panorama { get; init; } = PanoramaHandling.Windows;

    /// <summary>Windows by which a panorama is judged, evenly spaced around; 1 to 64, default 4.</summary>
    public int Windows { get; init; } = 4;

    /// <summary>How pictures are shrunk; default bilinear, antialiased.</summary>
    public Resampling Resampling { get; init; } = Resampling.Bilinear;

    /// <summary>Threads that decode; 0 (the default) for one a core. The batches do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>
    /// Batches are prepared ahead up to this many MiB of pixels, but always one; default 128.
    /// </summary>
    public int MemoryMiB { get; init; } = 128;

    /// <summary>The same preparation, with threads and memory as they are by default: a model's file says nothing of the machine that asks it.</summary>
    public LoadingOptions OfAnyMachine()
    {
        var usual = new LoadingOptions();
        return this with { Workers = usual.Workers, MemoryMiB = usual.MemoryMiB };
    }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (ShortSide is < 32 or > 2048)
        {
            yield return $"shortSide must be 32 to 2048 pixels, not {ShortSide}";
        }

        if (Windows is < 1 or > 64)
        {
            yield return $"windows must be 1 to 64, not {Windows}";
        }

        if (Panorama == PanoramaHandling.Views && Windows != 4)
        {
            yield return $"windows must be 4 where panorama is views, not {Windows}";
        }

        foreach (FrameRectangle mask in (Masks ?? []).Where(m => !(m.Left >= 0 && m.Left < m.Right && m.Right <= 1 && m.Top >= 0 && m.Top < m.Bottom && m.Bottom <= 1)))
        {
            yield return $"masks must have 0 ≤ left < right ≤ 1 and 0 ≤ top < bottom ≤ 1, not {mask}";
        }

        if (Overlay == OverlayHandling.Crop && Masks is not null && OverlayMask.GeoGuessr.With(Masks).Free(Flip) is null)
        {
            yield return "masks leave no part of the picture free that could be cropped to";
        }

        if (Workers is < 0 or > 1024)
        {
            yield return $"workers must be 0 (one a core) to 1024, not {Workers}";
        }

        if (MemoryMiB < 1)
        {
            yield return $"memoryMiB must be at least 1, not {MemoryMiB}";
        }
    }
}
