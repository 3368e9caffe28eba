namespace Honnan.Data.Loading;

/// <summary>Blurs a view by a Gaussian, first along rows, then along columns; edges repeat outwards.</summary>
internal static class GaussianBlur
{
    private const int Places = 16; // binary places of the weights

    /// <summary>Blurs in place.</summary>
    /// <param name="rgb">Width · height · 3 bytes.</param>
    /// <param name="scratch">As many, whose contents do not matter.</param>
    /// <param name="size">The view's.</param>
    /// <param name="deviation">In pixels, above 0; the Gaussian is cut at three deviations.</param>
    public static void Apply(Span<byte> rgb, Span<byte> scratch, PictureSize size, double deviation)
    {
        int[] weights = Weights(deviation);
        Pass(rgb, scratch, size.Width, size.Height, 3, size.Width * 3, weights);
        Pass(scratch, rgb, size.Height, size.Width, size.Width * 3, 3, weights);
    }

    /// <summary>The middle weight and those of one side, in fixed point; middle + 2 · side is 1.</summary>
    internal static int[] Weights(double deviation)
    {
        int radius = (int)Math.Ceiling(3 * deviation);
        double[] exact = [.. Enumerable.Range(0, radius + 1).Select(i => Math.Exp(-i * i / (2 * deviation * deviation)))];
        double sum = exact[0] + (2 * exact.Skip(1).Sum());
        int[] weights = Array.ConvertAll(exact, e => (int)Math.Round(e / sum * (1 << Places)));
        weights[0] = (1 << Places) - (2 * weights.Skip(1).Sum());
        return weights;
    }

    private static void Pass(ReadOnlySpan<byte> from, Span<byte> to, int length, int lines, int step, int stride, int[] weights)
    {
        for (int line = 0; line < lines; line++)
        {
            int start = line * stride;
            for (int i = 0; i < length; i++)
            {
                int here = start + (i * step);
                for (int c = 0; c < 3; c++)
                {
                    int sum = (1 << (Places - 1)) + (from[here + c] * weights[0]);
                    for (int k = 1; k < weights.Length; k++)
                    {
                        int before = start + (Math.Max(0, i - k) * step) + c;
                        int after = start + (Math.Min(length - 1, i + k) * step) + c;
                        sum += (from[before] + from[after]) * weights[k];
                    }

                    to[here + c] = (byte)(sum >> Places);
                }
            }
        }
    }
}
