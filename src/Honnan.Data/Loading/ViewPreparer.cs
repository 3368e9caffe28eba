using Honnan.Data.Imaging;

namespace Honnan.Data.Loading;

/// <summary>
/// Turns a picture's file into views as the net sees them: decoded at a reduced scale, cut, resized, flipped, changed
/// at random, the overlay masked. Safe to call from several threads.
/// </summary>
public sealed class ViewPreparer(LoadingOptions options)
{
    private readonly PictureDecoder _decoder = new();
    private readonly OverlayMask _mask = MaskOf(options);

    /// <summary>The views' size in pixels, for a picture of a size.</summary>
    public PictureSize ViewSize(PictureSize stored) => AspectBuckets.Size(AspectBuckets.Of(stored, options.Panorama), options.ShortSide);

    /// <summary>
    /// What a view shows, in the stored picture's pixels. A panorama's window may reach beyond its right edge, where it
    /// goes on at the left one. Mirroring does not change it.
    /// </summary>
    /// <param name="stored">The picture's size.</param>
    /// <param name="view">The view.</param>
    /// <param name="options">Of which <see cref="LoadingOptions.Panorama"/> and a crop of the overlay count; null for the defaults.</param>
    public static SourceBox Box(PictureSize stored, PictureView view, LoadingOptions? options = null) =>
        Box(stored, view, options, options is null ? null : MaskOf(options));

    /// <summary>Prepares views of one picture, which is decoded once.</summary>
    /// <param name="file">The picture's file.</param>
    /// <param name="stored">Its size as shown, from its header or from the catalogue.</param>
    /// <param name="views">The views; their <see cref="PictureView.Sample"/> does not matter here.</param>
    /// <param name="rgb">Views · height · width · 3 bytes, RGB, one view after the other.</param>
    /// <exception cref="InputException">The picture cannot be decoded or has another size; the message is the reason alone.</exception>
    /// <exception cref="ArgumentException">A view is mirrored although the options do not flip.</exception>
    public void Prepare(ReadOnlySpan<byte> file, PictureSize stored, IReadOnlyList<PictureView> views, Span<byte> rgb)
    {
        PictureSize size = ViewSize(stored);
        using PixelBuffer pixels = _decoder.DecodePixels(file, DecodedAtLeast(stored));
        if (pixels.FullSize != stored)
        {
            throw new InputException($"it has {pixels.FullSize} pixels, not {stored} as when it was catalogued; import it again");
        }

        int bytes = checked((int)size.Area * 3);
        for (int i = 0; i < views.Count; i++)
        {
            if (views[i].Mirrored && !options.Flip)
            {
                throw new ArgumentException("a mirrored view needs options that flip: the overlay's mask covers mirror images only there", nameof(views));
            }

            // A panorama's turn is a whole number of pixels, so there the width's own ratio counts.
            double across = stored.IsPanorama ? (double)pixels.Size.Width / stored.Width : pixels.Scale;
            SourceBox box = Box(stored, views[i], options, _mask).Scaled(across, pixels.Scale);
            Span<byte> target = rgb.Slice(i * bytes, bytes);
            Resizer.Resize(pixels, box, size, options.Resampling, stored.IsPanorama, views[i].Mirrored, target);
            if (options.Augment is { } augment && views[i].Draw != 0)
            {
                Augmentation.Apply(augment, views[i].Draw, target, size);
            }

            // Last, so that no change of the picture moves the mask or shines through it.
            if (options.Overlay == OverlayHandling.Mask)
            {
                _mask.Fill(target, size, symmetric: options.Flip);
            }
        }
    }

    /// <summary>The size that a whole picture must at least be decoded at so that its views are never enlarged.</summary>
    internal PictureSize DecodedAtLeast(PictureSize stored)
    {
        PictureSize size = ViewSize(stored);
        SourceBox box = Box(stored, default, options, _mask);
        const double Slack = 1e-6;
        return new PictureSize(
            (int)Math.Ceiling((stored.Width * size.Width / box.Width) - Slack),
            (int)Math.Ceiling((stored.Height * size.Height / box.Height) - Slack));
    }

    private static SourceBox Box(PictureSize stored, PictureView view, LoadingOptions? options, OverlayMask? mask)
    {
        PanoramaHandling panorama = options?.Panorama ?? PanoramaHandling.Windows;
        double aspect = AspectBuckets.Aspect(AspectBuckets.Of(stored, panorama));
        SourceBox box = !stored.IsPanorama ? Part(new SourceBox(0, 0, stored.Width, stored.Height), aspect, view.Heading)
            : panorama == PanoramaHandling.Windows ? Window(stored, aspect, view.Heading)
            : Part(Quarter(stored, view.Heading), aspect, 0.5);
        return options is { Overlay: OverlayHandling.Crop } ? Cropped(box, mask!.Free(options.Flip)!.Value) : box;
    }

    private static OverlayMask MaskOf(LoadingOptions options) => OverlayMask.GeoGuessr.With(options.Masks ?? []);

    private static SourceBox Window(PictureSize stored, double aspect, double heading)
    {
        double left = heading * stored.Width;
        return new SourceBox(left, 0, left + (stored.Height * aspect), stored.Height);
    }

    private static SourceBox Quarter(PictureSize stored, double heading)
    {
        double width = stored.Width / (double)AspectBuckets.Quarters;
        double left = width * Math.Floor(heading * AspectBuckets.Quarters);
        return new SourceBox(left, 0, left + width, stored.Height);
    }

    /// <summary>The part of a shape that lies at a share of what is left over.</summary>
    private static SourceBox Part(SourceBox whole, double aspect, double share)
    {
        double width = Math.Min(whole.Width, whole.Height * aspect);
        double height = Math.Min(whole.Height, whole.Width / aspect);
        double x = whole.Left + ((whole.Width - width) * share);
        double y = whole.Top + ((whole.Height - height) * share);
        return new SourceBox(x, y, x + width, y + height);
    }

    private static SourceBox Cropped(SourceBox box, FrameRectangle free) => new(
        box.Left + (free.Left * box.Width),
        box.Top + (free.Top * box.Height),
        box.Left + (free.Right * box.Width),
        box.Top + (free.Bottom * box.Height));
}
