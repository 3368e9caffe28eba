using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Learning.Probes;

/// <summary>
/// Pictures that say nothing of a country: black, grey, noise, sky, real ones blurred away, and the mean of real ones. What a
/// model guesses for them it guesses by itself, without a reason.
/// </summary>
public static class EmptyPictures
{
    private const int Noises = 8;
    private const int Blurred = 24;
    private const int Averaged = 300;

    private static readonly PictureSize Size = new(768, 331); // the game's shape

    /// <summary>Draws them. Of pictures that cannot be read nothing is made.</summary>
    /// <param name="bytes">Where real pictures are.</param>
    /// <param name="real">Which; a few hundred at most are looked at.</param>
    /// <param name="seed">Of the noise.</param>
    /// <param name="stop">Ends the work between two pictures.</param>
    public static DrawnPictures Draw(IPictureBytes bytes, IReadOnlyList<PictureAddress> real, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        var drawn = new DrawnPictures();
        Add(drawn, "black", (_, _, _) => 0);
        Add(drawn, "grey", (_, _, _) => 128);
        Add(drawn, "white", (_, _, _) => 255);
        for (int i = 0; i < Noises; i++)
        {
            Add(drawn, "noise", (_, _, _) => random.Next(256));
        }

        // From the horizon's haze up, by hour and weather.
        foreach ((double[] top, double[] bottom) in (ReadOnlySpan<(double[], double[])>)[([86, 140, 214], [188, 212, 236]), ([120, 168, 222], [222, 232, 240]), ([168, 176, 186], [206, 210, 214]), ([110, 118, 128], [170, 174, 178])])
        {
            Add(drawn, "sky", (_, y, c) => top[c] + ((bottom[c] - top[c]) * y / Size.Height) + random.Next(-2, 3));
        }

        AddReal(drawn, bytes, real, stop);
        return drawn;
    }

    private static void AddReal(DrawnPictures drawn, IPictureBytes bytes, IReadOnlyList<PictureAddress> real, CancellationToken stop)
    {
        double[] sums = new double[Size.Area * 3];
        (int seen, int blurred) = (0, 0);
        int step = Math.Max(1, real.Count / Averaged);
        for (int i = 0; i < real.Count; i += step)
        {
            stop.ThrowIfCancellationRequested();
            if (RealPicture.Read(bytes, real[i], Size.Width) is not { } picture || picture.Size.IsPanorama)
            {
                continue; // a panorama squeezed into a window's shape looks like none
            }

            if (blurred < Blurred)
            {
                var few = new PictureSize(6, 3);
                drawn.Add("blurred", PictureEncoder.Jpeg(Resizer.Resize(Resizer.Resize(picture, few, Resampling.Bilinear), Size, Resampling.Bicubic)));
                blurred++;
            }

            Picture shaped = Resizer.Resize(picture, Size, Resampling.Bilinear);
            for (int v = 0; v < sums.Length; v++)
            {
                sums[v] += shaped.Rgb[v];
            }

            seen++;
        }

        if (seen > 0)
        {
            Add(drawn, "average", (x, y, c) => sums[(3 * ((y * Size.Width) + x)) + c] / seen);
        }
    }

    private static void Add(DrawnPictures drawn, string kind, Func<int, int, int, double> level)
    {
        byte[] rgb = new byte[Size.Area * 3];
        for (int v = 0; v < rgb.Length; v++)
        {
            rgb[v] = (byte)Math.Clamp(level(v / 3 % Size.Width, v / 3 / Size.Width, v % 3), 0, 255);
        }

        drawn.Add(kind, PictureEncoder.Png(new Picture(Size, rgb)));
    }
}
