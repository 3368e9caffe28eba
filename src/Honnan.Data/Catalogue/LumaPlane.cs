using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>A picture's luma (ITU-R BT.601, 0 to 255), averaged over areas to a smaller size.</summary>
internal static class LumaPlane
{
    /// <summary>Rows from the top; a picture whose short side is smaller already keeps its size.</summary>
    public static (float[] Luma, int Width, int Height) Of(Picture picture, int shortSide)
    {
        double scale = Math.Max(1, (double)picture.Size.ShortSide / shortSide);
        int width = Math.Max(1, (int)Math.Round(picture.Width / scale));
        int height = Math.Max(1, (int)Math.Round(picture.Height / scale));
        float[] narrow = new float[width * picture.Height];
        (int From, int To)[] columns = Spans(picture.Width, width);
        (int From, int To)[] rows = Spans(picture.Height, height);
        ReadOnlySpan<byte> rgb = picture.Rgb;
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = rgb.Slice(3 * y * picture.Width, 3 * picture.Width);
            for (int x = 0; x < width; x++)
            {
                float sum = 0;
                for (int from = columns[x].From; from < columns[x].To; from++)
                {
                    sum += (0.299f * row[3 * from]) + (0.587f * row[(3 * from) + 1]) + (0.114f * row[(3 * from) + 2]);
                }

                narrow[(y * width) + x] = sum / (columns[x].To - columns[x].From);
            }
        }

        float[] luma = new float[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int from = rows[y].From; from < rows[y].To; from++)
            {
                for (int x = 0; x < width; x++)
                {
                    luma[(y * width) + x] += narrow[(from * width) + x] / (rows[y].To - rows[y].From);
                }
            }
        }

        return (luma, width, height);
    }

    private static (int From, int To)[] Spans(int from, int to)
    {
        var spans = new (int, int)[to];
        for (int i = 0; i < to; i++)
        {
            int start = (int)((long)i * from / to);
            spans[i] = (start, Math.Max(start + 1, (int)((i + 1L) * from / to)));
        }

        return spans;
    }
}
