using System.Numerics;
using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>
/// How much a picture shows, measured after it was averaged over areas to a short side of <see cref="ShortSide"/> pixels, so
/// that pictures of any size compare. Luma is ITU-R BT.601's: 0.299 R + 0.587 G + 0.114 B, 0 to 255.
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

    /// <summary>
    /// √(σ²(rg) + σ²(yb)) + 0.3 √(μ²(rg) + μ²(yb)) with rg = R − G and yb = (R + G)/2 − B, 0 (grey) and up; from about 33 on
    /// people call a picture colourful (Hasler and Süsstrunk, "Measuring colourfulness in natural images", SPIE 5007, 2003).
    /// </summary>
    public float Colourfulness { get; init; }

    /// <summary>
    /// Share of the inner pixels at which the luma's gradient by Sobel's operator, in levels a pixel, is at least
    /// <see cref="PictureTexture.EdgeGradient"/>; 0 to 1.
    /// </summary>
    public float EdgeDensity { get; init; }

    /// <summary>
    /// Share of the lower half that looks like plain asphalt: grey (R, G and B within 24 levels), neither dark nor bright
    /// (luma 40 to 200), and without texture (gradient under 6 levels a pixel); 0 to 1. The bounds are this project's.
    /// </summary>
    public float Asphalt { get; init; }

    /// <summary>
    /// Share of the 8 × 8 blocks whose luma deviates by less than 2 levels, 0 to 1: a clear sky has up to a half of them, a
    /// placeholder such as "no imagery here" nearly all. The bounds are this project's.
    /// </summary>
    public float Blank { get; init; }

    /// <summary>
    /// How much speaks for a picture taken indoors, 0 to 1: warm light, and neither sky nor green; see
    /// <see cref="PictureColours"/>.
    /// </summary>
    public float Indoor { get; init; }

    /// <summary>Measures a decoded picture of any size.</summary>
    public static InformationMeasures Of(Picture picture)
    {
        using PixelBuffer pixels = PixelBuffer.FromRgb(picture);
        using var reduced = new ReducedPicture(pixels);
        return Of(reduced);
    }

    /// <summary>As <see cref="Of(Picture)"/>, without garbage.</summary>
    internal static InformationMeasures Of(ReducedPicture picture)
    {
        (double mean, double variance) = Moments(picture.Luma);
        (double colourfulness, double indoor) = PictureColours.Of(picture.Pixels, picture.Size);
        (double edges, double asphalt, double blank, double laplacian) = PictureTexture.Of(picture.Pixels, picture.Size, picture.Luma);
        return new InformationMeasures((float)mean, (float)Math.Sqrt(variance), (float)EntropyOf(picture.Luma), (float)laplacian)
        {
            Colourfulness = (float)colourfulness,
            EdgeDensity = (float)edges,
            Asphalt = (float)asphalt,
            Blank = (float)blank,
            Indoor = (float)indoor,
        };
    }

    private static (double Mean, double Variance) Moments(ReadOnlySpan<float> values)
    {
        double mean = SumAround(values, 0, squared: false) / values.Length;
        return (mean, SumAround(values, (float)mean, squared: true) / values.Length);
    }

    /// <summary>The sum of the values, or of the squares of their differences from a centre; a thousand in single precision at a time.</summary>
    private static double SumAround(ReadOnlySpan<float> values, float centre, bool squared)
    {
        const int Run = 1024;
        double sum = 0;
        for (; values.Length >= Run; values = values[Run..])
        {
            Vector<float> part = default;
            for (int i = 0; i < Run; i += Vector<float>.Count)
            {
                Vector<float> value = new Vector<float>(values[i..]) - new Vector<float>(centre);
                part += squared ? value * value : value;
            }

            sum += Vector.Sum(part);
        }

        foreach (float value in values)
        {
            sum += squared ? (value - centre) * (value - centre) : value - centre;
        }

        return sum;
    }

    private static double EntropyOf(ReadOnlySpan<float> luma)
    {
        // Four tables in turn: in one, neighbours of the same level would wait for each other.
        const int Levels = 256, Run = 64;
        Span<int> tables = stackalloc int[4 * Levels];
        tables.Clear();
        Span<int> levels = stackalloc int[Run];
        int done = 0;
        for (; done + Run <= luma.Length; done += Run)
        {
            for (int i = 0; i < Run; i += Vector<float>.Count)
            {
                Vector.ConvertToInt32(new Vector<float>(luma[(done + i)..]) + new Vector<float>(0.5f)).CopyTo(levels[i..]);
            }

            for (int i = 0; i < Run; i += 4)
            {
                tables[levels[i]]++;
                tables[Levels + levels[i + 1]]++;
                tables[(2 * Levels) + levels[i + 2]]++;
                tables[(3 * Levels) + levels[i + 3]]++;
            }
        }

        foreach (float rest in luma[done..])
        {
            tables[(int)(rest + 0.5f)]++;
        }

        double entropy = 0;
        for (int level = 0; level < Levels; level++)
        {
            int count = tables[level] + tables[Levels + level] + tables[(2 * Levels) + level] + tables[(3 * Levels) + level];
            if (count > 0)
            {
                double share = (double)count / luma.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }
}
