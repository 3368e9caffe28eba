using Honnan.Data.Catalogue;
using Honnan.Data.Imaging;

namespace Honnan.Data.Curation.Copies;

/// <summary>Which columns of a fingerprint no overlay touches.</summary>
internal static class OverlayColumns
{
    /// <summary>The longest run of columns over whose kept rows none of the rectangles lies by more than half a row.</summary>
    public static (int From, int To) Free(int columns, IReadOnlyList<FrameRectangle> overlay)
    {
        const double Top = (PictureFingerprint.FirstRow + 0.5) / PictureFingerprint.GridRows;
        const double Bottom = (PictureFingerprint.FirstRow + PictureFingerprint.Rows - 0.5) / PictureFingerprint.GridRows;
        FrameRectangle[] touching = [.. overlay.Where(r => r.Bottom > Top && r.Top < Bottom)];
        (int From, int To) best = (0, 0);
        int from = 0;
        for (int column = 0; column <= columns; column++)
        {
            bool free = column < columns && !touching.Any(r => r.Right * columns > column && r.Left * columns < column + 1);
            if (!free)
            {
                best = column - from > best.To - best.From ? (from, column) : best;
                from = column + 1;
            }
        }

        return best;
    }
}
