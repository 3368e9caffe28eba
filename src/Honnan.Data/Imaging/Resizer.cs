using System.Buffers;

namespace Honnan.Data.Imaging;

/// <summary>
/// Resizes by averaging, antialiased: Pillow's algorithm (libImaging/Resample.c, 8 bits a channel), horizontally and
/// then vertically in fixed point with 22 binary places, so that pixels equal those of the study's toolchain.
/// </summary>
public static class Resizer
{
    /// <summary>Resizes a picture or a part of it.</summary>
    /// <param name="picture">The source.</param>
    /// <param name="size">The result's size, each side at least 1.</param>
    /// <param name="resampling">The kernel.</param>
    /// <param name="box">
    /// The part to take, null for all. Pixels outside it take part in the average at its edge, as with Pillow's
    /// <c>box</c>.
    /// </param>
    /// <param name="wrap">
    /// Whether the picture's right edge goes on at its left one (a panorama); the box may then begin and end at any x
    /// and be up to one turn wide.
    /// </param>
    /// <param name="mirrored">Whether the result is flipped from left to right.</param>
    public static Picture Resize(
        Picture picture, PictureSize size, Resampling resampling, SourceBox? box = null, bool wrap = false, bool mirrored = false)
    {
        using PixelBuffer pixels = PixelBuffer.FromRgb(picture);
        byte[] rgb = GC.AllocateUninitializedArray<byte>(checked((int)(size.Area * 3)));
        Resize(pixels, box ?? SourceBox.Whole(picture.Size), size, resampling, wrap, mirrored, rgb);
        return new Picture(size, rgb);
    }

    /// <summary>As the public one, from four-byte pixels to a place of width · height · 3 bytes.</summary>
    internal static unsafe void Resize(
        PixelBuffer source, SourceBox box, PictureSize size, Resampling resampling, bool wrap, bool mirrored, Span<byte> target)
    {
        Check(source.Size, box, size, wrap);
        using ResamplingWeights across = ResamplingWeights.Create(
            resampling, box.Left, box.Right, wrap ? null : source.Size.Width, size.Width, mirrored);
        using ResamplingWeights down = ResamplingWeights.Create(
            resampling, box.Top, box.Bottom, source.Size.Height, size.Height, mirrored: false);

        // Rows rounded up to whole vectors, and one byte for the four-byte store of the last pixel.
        int stride = ((size.Width * 3) + 1 + 31) & ~31;
        (int top, int bottom) = down.Range;
        byte[] rows = ArrayPool<byte>.Shared.Rent(checked(stride * (bottom - top + 1)));
        uint[]? wrapped = wrap && RowsWrap(across, source.Size.Width)
            ? ArrayPool<uint>.Shared.Rent(across.Range.End - across.Range.Start + PixelBuffer.Padding)
            : null;
        try
        {
            fixed (uint* pixels = source.Pixels)
            fixed (byte* scratch = rows, result = target)
            fixed (int* firstsAcross = across.Firsts, weightsAcross = across.Weights, weightsDown = down.Weights)
            {
                for (int y = top; y < bottom; y++)
                {
                    byte* row = scratch + (stride * (y - top));
                    uint* from = pixels + (y * (long)source.Size.Width);
                    if (wrapped is null)
                    {
                        ResamplingPasses.Horizontal(from, 0, across, firstsAcross, weightsAcross, row);
                    }
                    else
                    {
                        Gather(source.Pixels.AsSpan(y * source.Size.Width, source.Size.Width), across.Range, wrapped);
                        fixed (uint* gathered = wrapped)
                        {
                            ResamplingPasses.Horizontal(gathered, across.Range.Start, across, firstsAcross, weightsAcross, row);
                        }
                    }
                }

                for (int y = 0; y < size.Height; y++)
                {
                    int* weights = weightsDown + (y * down.Taps);
                    int first = down.Firsts[y];
                    int taps = Math.Min(down.Taps, bottom - first); // those cut off are 0
                    while (taps > 1 && weights[taps - 1] == 0)
                    {
                        taps--; // a whole row each
                    }

                    ResamplingPasses.Vertical(
                        scratch + (stride * (first - top)), stride, weights, taps, result + (y * (long)size.Width * 3), size.Width * 3);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
            if (wrapped is not null)
            {
                ArrayPool<uint>.Shared.Return(wrapped);
            }
        }
    }

    private static bool RowsWrap(ResamplingWeights across, int width) => across.Range.Start < 0 || across.Range.End > width;

    /// <summary>Lays the pixels numbered from start to end one after the other, the row repeating for ever.</summary>
    private static void Gather(ReadOnlySpan<uint> row, (int Start, int End) range, Span<uint> to)
    {
        int x = range.Start % row.Length;
        x = x < 0 ? x + row.Length : x;
        int length = range.End - range.Start;
        for (int done = 0; done < length; x = 0)
        {
            int run = Math.Min(row.Length - x, length - done);
            row.Slice(x, run).CopyTo(to[done..]);
            done += run;
        }
    }

    private static void Check(PictureSize source, SourceBox box, PictureSize size, bool wrap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
        const double Slack = 1e-6; // pixels; a box that was computed may overshoot by rounding
        bool inside = box.Top >= -Slack && box.Bottom <= source.Height + Slack && box.Width > 0 && box.Height > 0
            && (wrap ? box.Width <= source.Width + Slack : box.Left >= -Slack && box.Right <= source.Width + Slack);
        if (!inside)
        {
            throw new ArgumentOutOfRangeException(nameof(box), box, $"not a part of a picture of {source} pixels");
        }
    }
}
