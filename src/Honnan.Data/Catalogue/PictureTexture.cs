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
    private const float DarkestRoad = 40;
    private const float BrightestRoad = 200;
    private const int Block = 8; // one vector
    private const int MaxStack = 4096;
    private const double BlankDeviation = 2;

    /// <param name="pixels">[height · width], each [R, G, B, any] from the lowest byte up.</param>
    /// <param name="size">Width and height.</param>
    /// <param name="luma">The pixels' luma.</param>
    public static (double Edges, double Asphalt, double Blank, double Laplacian) Of(ReadOnlySpan<uint> pixels, PictureSize size, ReadOnlySpan<float> luma)
    {
        (int width, int height) = (size.Width, size.Height);
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
                int first = (y * width) + 1;
                asphalt += Plain(pixels.Slice(first, width - 2), luma.Slice(first, width - 2), gradients.Slice(1, width - 2));
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

    /// <summary>How many pixels are plain, grey, and neither dark nor bright.</summary>
    private static int Plain(ReadOnlySpan<uint> pixels, ReadOnlySpan<float> luma, ReadOnlySpan<float> gradients)
    {
        Vector<float> plain = new(PlainGradient * PlainGradient), dark = new(DarkestRoad), bright = new(BrightestRoad);
        Vector<int> spread = new(GreySpread), counts = default;
        int i = 0;
        for (; i + Vector<uint>.Count <= pixels.Length; i += Vector<uint>.Count)
        {
            (Vector<int> r, Vector<int> g, Vector<int> b) = PixelChannels.Of(pixels[i..]);
            Vector<int> range = Vector.Max(r, Vector.Max(g, b)) - Vector.Min(r, Vector.Min(g, b));
            Vector<float> here = At(luma, i);
            counts -= Vector.LessThan(At(gradients, i), plain) & Vector.GreaterThanOrEqual(here, dark) & Vector.LessThanOrEqual(here, bright) & Vector.LessThanOrEqual(range, spread);
        }

        int count = Vector.Sum(counts);
        for (; i < pixels.Length; i++)
        {
            (int r, int g, int b) = ((int)(pixels[i] & 0xFF), (int)((pixels[i] >> 8) & 0xFF), (int)((pixels[i] >> 16) & 0xFF));
            bool grey = Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)) <= GreySpread;
            count += grey && gradients[i] < PlainGradient * PlainGradient && luma[i] is >= DarkestRoad and <= BrightestRoad ? 1 : 0;
        }

        return count;
    }

    private static Vector<float> At(ReadOnlySpan<float> values, int index) => new(values[index..]);

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
