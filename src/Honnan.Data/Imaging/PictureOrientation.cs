using SkiaSharp;

namespace Honnan.Data.Imaging;

/// <summary>Turns decoded pixels the way that the EXIF orientation (1 to 8) says they are to be seen.</summary>
internal static class PictureOrientation
{
    private const int Tile = 32; // pixels; a transposed tile of 32 x 32 stays in the first-level cache

    public static bool SwapsSides(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    public static PictureSize Shown(PictureSize stored, SKEncodedOrigin origin) =>
        SwapsSides(origin) ? new PictureSize(stored.Height, stored.Width) : stored;

    /// <summary>The pixels as shown; takes over and, unless it gives it back, disposes the buffer.</summary>
    public static PixelBuffer Apply(PixelBuffer stored, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.Default)
        {
            return stored;
        }

        using (stored)
        {
            (int width, int height) = stored.Size;
            var shown = new PixelBuffer(Shown(stored.Size, origin))
            {
                FullSize = Shown(stored.FullSize, origin),
                Scale = stored.Scale,
            };

            // Where the stored pixel (0, 0) goes, and how far one step right and one step down move in the shown picture.
            int w = shown.Size.Width;
            int right = w - 1;
            int bottom = (shown.Size.Height - 1) * w;
            (int start, int stepX, int stepY) = origin switch
            {
                SKEncodedOrigin.TopRight => (right, -1, w),
                SKEncodedOrigin.BottomRight => (bottom + right, -1, -w),
                SKEncodedOrigin.BottomLeft => (bottom, 1, -w),
                SKEncodedOrigin.LeftTop => (0, w, 1),
                SKEncodedOrigin.RightTop => (right, w, -1),
                SKEncodedOrigin.RightBottom => (bottom + right, -w, -1),
                _ => (bottom, -w, 1),
            };
            uint[] from = stored.Pixels;
            uint[] to = shown.Pixels;
            for (int top = 0; top < height; top += Tile)
            {
                for (int left = 0; left < width; left += Tile)
                {
                    for (int y = top; y < Math.Min(top + Tile, height); y++)
                    {
                        int target = start + (y * stepY) + (left * stepX);
                        for (int x = left; x < Math.Min(left + Tile, width); x++, target += stepX)
                        {
                            to[target] = from[(y * width) + x];
                        }
                    }
                }
            }

            return shown;
        }
    }
}
