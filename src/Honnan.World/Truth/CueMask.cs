using System.Text.Json.Serialization;
using Honnan.Data;
using Honnan.Data.Imaging;

namespace Honnan.World.Truth;

/// <summary>
/// The pixels of a picture that a cue takes part in, its shadow on the ground included: outside of them nothing changes
/// when the cue is left out. Kept as runs along the rows from the top left: so many pixels outside, so many inside, and so on.
/// </summary>
public sealed class CueMask
{
    /// <param name="width">The picture's, in pixels.</param>
    /// <param name="height">The picture's, in pixels.</param>
    /// <param name="runs">Lengths of runs in turn outside and inside; the first may be 0; they add up to width · height.</param>
    [JsonConstructor]
    public CueMask(int width, int height, IReadOnlyList<int> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long all = 0;
        foreach (int run in runs)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(run, nameof(runs));
            all += run;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(all, (long)width * height, nameof(runs));
        (Width, Height, Runs) = (width, height, runs);
    }

    /// <summary>The picture's width in pixels.</summary>
    public int Width { get; }

    /// <summary>The picture's height in pixels.</summary>
    public int Height { get; }

    /// <summary>Lengths of runs in turn outside and inside.</summary>
    public IReadOnlyList<int> Runs { get; }

    /// <summary>Pixels inside.</summary>
    [JsonIgnore]
    public int Area => Runs.Where((_, i) => i % 2 == 1).Sum();

    /// <summary>The smallest rectangle around the pixels inside: left, top, right, bottom; right and bottom are not inside. All 0 where there are none.</summary>
    [JsonIgnore]
    public (int Left, int Top, int Right, int Bottom) Box
    {
        get
        {
            (int left, int top, int right, int bottom) = (Width, Height, 0, 0);
            foreach ((int from, int to) in Inside())
            {
                top = Math.Min(top, from / Width);
                bottom = Math.Max(bottom, ((to - 1) / Width) + 1);
                bool overEnd = from / Width != (to - 1) / Width;
                left = overEnd ? 0 : Math.Min(left, from % Width);
                right = overEnd ? Width : Math.Max(right, ((to - 1) % Width) + 1);
            }

            return right == 0 ? (0, 0, 0, 0) : (left, top, right, bottom);
        }
    }

    /// <summary>Whether a pixel is inside, or another one inside is within <paramref name="tolerance"/> pixels, along rows and columns.</summary>
    public bool Contains(int x, int y, int tolerance = 0)
    {
        foreach ((int from, int to) in Inside())
        {
            for (int row = from / Width; row <= (to - 1) / Width; row++)
            {
                int left = Math.Max(from - (row * Width), 0);
                int right = Math.Min(to - (row * Width), Width);
                if (Math.Abs(row - y) <= tolerance && x >= left - tolerance && x < right + tolerance)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>One byte a pixel, rows from the top: 1 inside, 0 outside.</summary>
    public byte[] ToPixels()
    {
        var pixels = new byte[Width * Height];
        foreach ((int from, int to) in Inside())
        {
            pixels.AsSpan(from, to - from).Fill(1);
        }

        return pixels;
    }

    /// <summary>White inside, black outside.</summary>
    public Picture ToPicture() => new(new PictureSize(Width, Height), [.. ToPixels().SelectMany(p => Enumerable.Repeat(p == 0 ? (byte)0 : (byte)255, 3))]);

    /// <summary>The pixels whose byte has a bit.</summary>
    internal static CueMask OfBit(ReadOnlySpan<byte> owners, PictureSize size, int bit)
    {
        var runs = new List<int>();
        int from = 0;
        bool inside = false;
        for (int i = 0; i < owners.Length; i++)
        {
            if (((owners[i] >> bit) & 1) != 0 != inside)
            {
                runs.Add(i - from);
                (from, inside) = (i, !inside);
            }
        }

        runs.Add(owners.Length - from);
        return new CueMask(size.Width, size.Height, runs);
    }

    /// <summary>The runs inside: the first pixel, and the first one after.</summary>
    private IEnumerable<(int From, int To)> Inside()
    {
        int at = 0;
        for (int i = 0; i < Runs.Count; i++)
        {
            if (i % 2 == 1 && Runs[i] > 0)
            {
                yield return (at, at + Runs[i]);
            }

            at += Runs[i];
        }
    }
}
