using System.Numerics;
using System.Runtime.Intrinsics;
using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>What a picture's gradients tell: edges, plain road, blank areas, sharpness.</summary>
internal static class PictureTexture
{
    /// <summary>Levels a pixel from which a gradient counts as an edge.</summary>
    public const float EdgeGradient = 20;

    private const float PlainGradient = 6;
    private const int GreySpread = 24;
    private const int Block = 8; // one vector
    private const int MaxStack = 4096;
    private const double BlankDeviation = 2;

    /// <param name="picture">The pixels.</param>
    /// <param name="luma">Their luma.</param>
    public static (double Edges, double Asphalt, double Blank, double Laplacian) Of(Picture picture, ReadOnlySpan<float> luma)
    {
        (int width, int height) = (picture.Width, picture.Height);
        int edges = 0, asphalt = 0, lower = 0;
        double sum = 0, squares = 0;
        Span<float> gradients = width <= MaxStack ? stackalloc float[width] : new float[width];
        for (int y = 1; y < height - 1 && width > 2; y++)
        {
            (float rowSum, float rowSquares, int rowEdges) = Row(luma.Slice((y - 1) * width, 3 * width), width, gradients);
            sum += rowSum;
            squares += rowSquares;
            edges += rowEdges;
            if (y >= height / 2)
            {
                lower += width - 2;
                for (int x = 1; x < width - 1; x++)
                {
                    int i = (y * width) + x;
                    asphalt += gradients[x] < PlainGradient * PlainGradient && IsGrey(picture.Rgb.AsSpan(3 * i, 3), luma[i]) ? 1 : 0;
                }
            }
        }

        double inner = Math.Max(1, (width - 2) * (height - 2));
        return (edges / inner, asphalt / Math.Max(1.0, lower), BlankShare(luma, width, height), Math.Max(0, (squares / inner) - (sum / inner * (sum / inner))));
    }

    /// <summary>
    /// Of the inner pixels of the middle of three rows: sums of the Laplacian and its square, and how many are edges. The
    /// squares of Sobel's gradient, over its weights' sum so that a ramp of one level a pixel gives 1, go to <paramref name="gradients"/>.
    /// </summary>
    private static (float Sum, float Squares, int Edges) Row(ReadOnlySpan<float> rows, int width, Span<float> gradients)
    {
        const float Scale = 1f / 64; // of Sobel's weights, squared
        Vector<float> sums = default, squares = default;
        Vector<int> edges = default;
        int x = 1;
        for (; x + Vector<float>.Count <= width - 1; x += Vector<float>.Count)
        {
            Vector<float> aboveLeft = At(rows, x - 1), above = At(rows, x), aboveRight = At(rows, x + 1);
            Vector<float> left = At(rows, width + x - 1), middle = At(rows, width + x), right = At(rows, width + x + 1);
            Vector<float> belowLeft = At(rows, (2 * width) + x - 1), below = At(rows, (2 * width) + x), belowRight = At(rows, (2 * width) + x + 1);
            Vector<float> laplacian = above + below + left + right - (middle * 4);
            sums += laplacian;
            squares += laplacian * laplacian;
            Vector<float> across = aboveRight - aboveLeft + ((right - left) * 2) + belowRight - belowLeft;
            Vector<float> down = belowLeft - aboveLeft + ((below - above) * 2) + belowRight - aboveRight;
            Vector<float> gradient = ((across * across) + (down * down)) * Scale;
            gradient.CopyTo(gradients[x..]);
            edges -= Vector.GreaterThanOrEqual(gradient, new Vector<float>(EdgeGradient * EdgeGradient));
        }

        (float sum, float square, int count) = (Vector.Sum(sums), Vector.Sum(squares), Vector.Sum(edges));
        for (; x < width - 1; x++)
        {
            float left = rows[width + x - 1], right = rows[width + x + 1], above = rows[x], below = rows[(2 * width) + x];
            float laplacian = above + below + left + right - (rows[width + x] * 4);
            sum += laplacian;
            square += laplacian * laplacian;
            (float aboveLeft, float aboveRight, float belowLeft, float belowRight) = (rows[x - 1], rows[x + 1], rows[(2 * width) + x - 1], rows[(2 * width) + x + 1]);
            float across = aboveRight - aboveLeft + ((right - left) * 2) + belowRight - belowLeft;
            float down = belowLeft - aboveLeft + ((below - above) * 2) + belowRight - aboveRight;
            gradients[x] = ((across * across) + (down * down)) * Scale;
            count += gradients[x] >= EdgeGradient * EdgeGradient ? 1 : 0;
        }

        return (sum, square, count);
    }

    private static Vector<float> At(ReadOnlySpan<float> values, int index) => new(values[index..]);

    private static bool IsGrey(ReadOnlySpan<byte> rgb, float luma) =>
        luma is >= 40 and <= 200 && Math.Max(rgb[0], Math.Max(rgb[1], rgb[2])) - Math.Min(rgb[0], Math.Min(rgb[1], rgb[2])) <= GreySpread;

    private static double BlankShare(ReadOnlySpan<float> luma, int width, int height)
    {
        int blank = 0, blocks = 0;
        for (int top = 0; top + Block <= height; top += Block)
        {
            for (int left = 0; left + Block <= width; left += Block)
            {
                Vector256<float> sums = default, all = default;
                for (int y = top; y < top + Block; y++)
                {
                    var values = Vector256.Create(luma.Slice((y * width) + left, Block));
                    sums += values;
                    all += values * values;
                }

                (double sum, double squares) = (Vector256.Sum(sums), Vector256.Sum(all));
                const double Count = Block * Block;
                blocks++;
                blank += (squares / Count) - (sum / Count * (sum / Count)) < BlankDeviation * BlankDeviation ? 1 : 0;
            }
        }

        return blocks == 0 ? 0 : (double)blank / blocks;
    }
}
