using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Learning.Probes;

/// <summary>Real pictures, spoiled so far that a person could hardly name the country: as a broken camera or line would.</summary>
public static class CorruptedPictures
{
    private const int MostPixels = 768; // of the longer side, so that spoiling means the same for large and small ones

    private static readonly (string Kind, Func<Picture, Random, Picture> Spoil)[] Kinds =
    [
        ("grain", (p, random) => Each(p, v => v + (220 * (random.NextDouble() - 0.5)) + (220 * (random.NextDouble() - 0.5)))),
        ("dark", (p, _) => Each(p, v => v / 16)),
        ("glare", (p, _) => Each(p, v => 240 + (v / 17))),
        ("blur", (p, _) => Scaled(p, 24)),
        ("blocks", (p, _) => Blocks(p, 24)),
        ("shuffled", Shuffled),
    ];

    /// <summary>Spoils pictures, each in one way, in turn another one. Those that cannot be read are left out.</summary>
    /// <param name="bytes">Where they are.</param>
    /// <param name="pictures">Which.</param>
    /// <param name="seed">Of all that is left to chance.</param>
    public static DrawnPictures Of(IPictureBytes bytes, IEnumerable<PictureAddress> pictures, int seed)
    {
        var random = new Random(seed);
        var spoiled = new DrawnPictures();
        foreach ((int i, PictureAddress address) in pictures.Index())
        {
            (string kind, Func<Picture, Random, Picture> spoil) = Kinds[i % Kinds.Length];
            if (RealPicture.Read(bytes, address, MostPixels) is { } picture)
            {
                spoiled.Add(kind, PictureEncoder.Jpeg(spoil(picture, random)));
            }
        }

        return spoiled;
    }

    private static Picture Each(Picture picture, Func<double, double> change) =>
        new(picture.Size, [.. picture.Rgb.Take(checked((int)picture.Size.Area * 3)).Select(v => (byte)Math.Clamp(change(v), 0, 255))]);

    /// <summary>Made so small that the longer side has few pixels, and large again.</summary>
    private static Picture Scaled(Picture picture, int pixels)
    {
        double scale = (double)pixels / Math.Max(picture.Width, picture.Height);
        var small = new PictureSize(Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        return Resizer.Resize(Resizer.Resize(picture, small, Resampling.Bilinear), picture.Size, Resampling.Bicubic);
    }

    private static Picture Blocks(Picture picture, int side) =>
        Moved(picture, (x, y) => (x / side * side, y / side * side));

    /// <summary>Cut into squares that change places.</summary>
    private static Picture Shuffled(Picture picture, Random random)
    {
        const int Side = 32;
        (int columns, int rows) = (picture.Width / Side, picture.Height / Side);
        int[] places = [.. Enumerable.Range(0, columns * rows)];
        random.Shuffle(places);
        return Moved(picture, (x, y) =>
        {
            (int column, int row) = (x / Side, y / Side);
            if (column >= columns || row >= rows)
            {
                return (x, y);
            }

            int from = places[(row * columns) + column];
            return ((from % columns * Side) + (x % Side), (from / columns * Side) + (y % Side));
        });
    }

    private static Picture Moved(Picture picture, Func<int, int, (int X, int Y)> from)
    {
        byte[] rgb = new byte[picture.Size.Area * 3];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                (int fromX, int fromY) = from(x, y);
                picture.At(fromX, fromY).CopyTo(rgb.AsSpan(3 * ((y * picture.Width) + x), 3));
            }
        }

        return new Picture(picture.Size, rgb);
    }
}
