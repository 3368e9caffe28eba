using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>What a picture's gradients tell: edges, plain road, blank areas, sharpness.</summary>
internal static class PictureTexture
{
    /// <summary>Levels a pixel from which a gradient counts as an edge.</summary>
    public const double EdgeGradient = 20;

    private const double PlainGradient = 6;
    private const int GreySpread = 24;
    private const int Block = 8;
    private const double BlankDeviation = 2;

    /// <param name="picture">The pixels.</param>
    /// <param name="luma">Their luma.</param>
    public static (double Edges, double Asphalt, double Blank, double Laplacian) Of(Picture picture, ReadOnlySpan<float> luma)
    {
        (int width, int height) = (picture.Width, picture.Height);
        int edges = 0, asphalt = 0, lower = 0;
        double sum = 0, squares = 0;
        for (int y = 1; y < height - 1; y++)
        {
            for (int x = 1; x < width - 1; x++)
            {
                int i = (y * width) + x;
                double laplacian = luma[i - width] + luma[i + width] + luma[i - 1] + luma[i + 1] - (4.0 * luma[i]);
                sum += laplacian;
                squares += laplacian * laplacian;
                double gradient = Gradient(luma, i, width);
                edges += gradient >= EdgeGradient ? 1 : 0;
                if (y >= height / 2)
                {
                    lower++;
                    asphalt += gradient < PlainGradient && IsGrey(picture.Rgb.AsSpan(3 * i, 3), luma[i]) ? 1 : 0;
                }
            }
        }

        double inner = Math.Max(1, (width - 2) * (height - 2));
        return (edges / inner, asphalt / Math.Max(1.0, lower), BlankShare(luma, width, height), Math.Max(0, (squares / inner) - (sum / inner * (sum / inner))));
    }

    /// <summary>Sobel's operator over its weights' sum, so that a ramp of one level a pixel gives 1.</summary>
    private static double Gradient(ReadOnlySpan<float> luma, int i, int width)
    {
        double x = luma[i + 1 - width] + (2 * luma[i + 1]) + luma[i + 1 + width] - luma[i - 1 - width] - (2 * luma[i - 1]) - luma[i - 1 + width];
        double y = luma[i + width - 1] + (2 * luma[i + width]) + luma[i + width + 1] - luma[i - width - 1] - (2 * luma[i - width]) - luma[i - width + 1];
        return Math.Sqrt((x * x) + (y * y)) / 8;
    }

    private static bool IsGrey(ReadOnlySpan<byte> rgb, float luma) =>
        luma is >= 40 and <= 200 && Math.Max(rgb[0], Math.Max(rgb[1], rgb[2])) - Math.Min(rgb[0], Math.Min(rgb[1], rgb[2])) <= GreySpread;

    private static double BlankShare(ReadOnlySpan<float> luma, int width, int height)
    {
        int blank = 0, blocks = 0;
        for (int top = 0; top + Block <= height; top += Block)
        {
            for (int left = 0; left + Block <= width; left += Block)
            {
                double sum = 0, squares = 0;
                for (int y = top; y < top + Block; y++)
                {
                    foreach (float value in luma.Slice((y * width) + left, Block))
                    {
                        sum += value;
                        squares += value * value;
                    }
                }

                const double Count = Block * Block;
                blocks++;
                blank += (squares / Count) - (sum / Count * (sum / Count)) < BlankDeviation * BlankDeviation ? 1 : 0;
            }
        }

        return blocks == 0 ? 0 : (double)blank / blocks;
    }
}
