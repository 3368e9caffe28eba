using Honnan.Data;
using Honnan.Data.Imaging;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Regions;

/// <summary>Covers parts of a picture where they lie in a view of it.</summary>
internal static class RegionCover
{
    /// <summary>Covers with mid-grey, as the overlay's mask does.</summary>
    /// <param name="view">[3,H,W] in [-1,1]; changed.</param>
    /// <param name="rectangles">In fractions of the whole picture.</param>
    /// <param name="box">What the view shows, in the stored picture's pixels; beyond the right edge a panorama goes on at its left one.</param>
    /// <param name="stored">The picture's size.</param>
    public static void Fill(Tensor view, IReadOnlyList<FrameRectangle> rectangles, SourceBox box, PictureSize stored)
    {
        (long height, long width) = (view.shape[1], view.shape[2]);
        foreach (FrameRectangle rectangle in rectangles)
        {
            foreach (int turn in (int[])[0, 1])
            {
                (long left, long right) = Span(((rectangle.Left + turn) * stored.Width - box.Left) / box.Width, ((rectangle.Right + turn) * stored.Width - box.Left) / box.Width, width);
                (long top, long bottom) = Span((rectangle.Top * stored.Height - box.Top) / box.Height, (rectangle.Bottom * stored.Height - box.Top) / box.Height, height);
                if (left < right && top < bottom && (turn == 0 || stored.IsPanorama))
                {
                    using Tensor rows = view.narrow(1, top, bottom - top);
                    using Tensor part = rows.narrow(2, left, right - left);
                    part.zero_();
                }
            }
        }
    }

    /// <summary>Every pixel that is touched.</summary>
    private static (long From, long To) Span(double from, double to, long size) =>
        (Math.Clamp((long)Math.Floor(from * size), 0, size), Math.Clamp((long)Math.Ceiling(to * size), 0, size));
}
