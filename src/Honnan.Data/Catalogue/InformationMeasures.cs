using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>
/// How much a picture shows, measured on its luma (ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, 0 to 255) after it was
/// averaged over areas to a short side of <see cref="ShortSide"/> pixels, so that pictures of any size compare.
/// </summary>
/// <param name="Luminance">Mean of the luma, 0 (black) to 255.</param>
/// <param name="Contrast">Standard deviation of the luma, 0 to 127.5.</param>
/// <param name="Entropy">Shannon's entropy of the luma's histogram of 256 bins, 0 to 8 bits.</param>
/// <param name="Sharpness">
/// Variance of the Laplacian [0 1 0; 1 -4 1; 0 1 0] of the luma, inner pixels only, 0 and up (Pech-Pacheco et al.,
/// "Diatom autofocusing in brightfield microscopy", ICPR 2000).
/// </param>
public sealed record InformationMeasures(float Luminance, float Contrast, float Entropy, float Sharpness)
{
    /// <summary>The short side at which pictures are measured, in pixels; smaller ones are measured as they are.</summary>
    public const int ShortSide = 128;

    /// <summary>Measures a decoded picture of any size.</summary>
    public static InformationMeasures Of(Picture picture)
    {
        (float[] luma, int width, int height) = LumaPlane.Of(picture, ShortSide);
        double mean = 0;
        Span<int> histogram = stackalloc int[256];
        foreach (float value in luma)
        {
            mean += value;
            histogram[Math.Clamp((int)MathF.Round(value), 0, 255)]++;
        }

        mean /= luma.Length;
        double variance = 0;
        foreach (float value in luma)
        {
            variance += (value - mean) * (value - mean);
        }

        double entropy = 0;
        foreach (int count in histogram)
        {
            if (count > 0)
            {
                double share = (double)count / luma.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return new InformationMeasures(
            (float)mean, (float)Math.Sqrt(variance / luma.Length), (float)entropy, (float)LaplacianVariance(luma, width, height));
    }

    private static double LaplacianVariance(float[] luma, int width, int height)
    {
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < height - 1; y++)
        {
            for (int x = 1; x < width - 1; x++)
            {
                int i = (y * width) + x;
                double value = luma[i - width] + luma[i + width] + luma[i - 1] + luma[i + 1] - (4.0 * luma[i]);
                sum += value;
                squares += value * value;
            }
        }

        double count = Math.Max(1, (width - 2) * (height - 2));
        return Math.Max(0, (squares / count) - (sum / count * (sum / count)));
    }
}
