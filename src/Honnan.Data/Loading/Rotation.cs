namespace Honnan.Data.Loading;

/// <summary>Turns a view about its middle.</summary>
internal static class Rotation
{
    /// <summary>
    /// Each pixel is the bilinear mean of the four around the place that it comes from; places outside have the nearest
    /// edge's colours. Fixed point with 16 binary places.
    /// </summary>
    /// <param name="from">Width · height · 3 bytes.</param>
    /// <param name="to">As many; another place in memory.</param>
    /// <param name="size">Of both.</param>
    /// <param name="angle">Radians, against the clock as one looks at the picture.</param>
    public static void Apply(ReadOnlySpan<byte> from, Span<byte> to, PictureSize size, double angle)
    {
        const int One = 1 << 16;
        (double sine, double cosine) = Math.SinCos(angle);
        (double middleX, double middleY) = ((size.Width - 1) / 2.0, (size.Height - 1) / 2.0);
        (int right, int bottom) = (size.Width - 1, size.Height - 1);
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                // The inverse turn: y grows downwards.
                double sourceX = middleX + (cosine * (x - middleX)) - (sine * (y - middleY));
                double sourceY = middleY + (sine * (x - middleX)) + (cosine * (y - middleY));
                long fixedX = (long)Math.Round(Math.Clamp(sourceX, 0, right) * One);
                long fixedY = (long)Math.Round(Math.Clamp(sourceY, 0, bottom) * One);
                (int x0, int y0) = ((int)(fixedX >> 16), (int)(fixedY >> 16));
                (long across, long down) = (fixedX & (One - 1), fixedY & (One - 1));
                int a = ((y0 * size.Width) + x0) * 3;
                int step = x0 < right ? 3 : 0;
                int row = y0 < bottom ? size.Width * 3 : 0;
                int target = ((y * size.Width) + x) * 3;
                for (int c = 0; c < 3; c++)
                {
                    long top = (from[a + c] * (One - across)) + (from[a + step + c] * across);
                    long low = (from[a + row + c] * (One - across)) + (from[a + row + step + c] * across);
                    to[target + c] = (byte)(((top * (One - down)) + (low * down) + (1L << 31)) >> 32);
                }
            }
        }
    }
}
