using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Inference.Tests;

/// <summary>Pictures of smooth colours with some blocks, by seed.</summary>
internal static class DrawnPictures
{
    /// <summary>The bytes of a JPEG.</summary>
    public static byte[] Jpeg(int width, int height, int seed)
    {
        var random = new Random(seed);
        byte[] rgb = new byte[3 * width * height];
        (int dx, int dy, int shift) = (1 + random.Next(4), 1 + random.Next(4), random.Next(256));
        for (int i = 0; i < width * height; i++)
        {
            (int x, int y) = (i % width, i / width);
            int block = (((x / 16) * 7) + ((y / 16) * 13) + seed) % 5 == 0 ? 90 : 0;
            rgb[3 * i] = (byte)((x * dx) + shift + block);
            rgb[(3 * i) + 1] = (byte)((y * dy) + block);
            rgb[(3 * i) + 2] = (byte)((x + y + shift) / 2);
        }

        return PictureEncoder.Jpeg(new Picture(new PictureSize(width, height), rgb));
    }

    /// <summary>Where files are.</summary>
    public static PictureAddress[] Addresses(params string[] files) => [.. files.Select(file => new PictureAddress("files", file))];
}
