using Honnan.World.Rasters;

namespace Honnan.World.Lens;

/// <summary>Blurs the picture's lower edge, as over the roof of the car that carries the camera.</summary>
internal static class BlurredEdge
{
    private const double Share = 0.14; // of the height
    private const int Passes = 3;

    public static void Apply(Canvas canvas, bool wraps, byte owner)
    {
        int first = canvas.Height - (int)Math.Round(canvas.Height * Share);
        int radius = Math.Max(2, canvas.Height / 34);
        var row = new uint[canvas.Width];
        uint[] sharp = canvas.Pixels.AsSpan(first * canvas.Width).ToArray();
        var down = new uint[canvas.Height - first];
        for (int pass = 0; pass < Passes; pass++)
        {
            for (int y = first; y < canvas.Height; y++)
            {
                Span<uint> line = canvas.Pixels.AsSpan(y * canvas.Width, canvas.Width);
                Average(line, row, radius, wraps);
                row.CopyTo(line);
            }

            for (int x = 0; x < canvas.Width; x++)
            {
                var column = new uint[down.Length];
                for (int i = 0; i < down.Length; i++)
                {
                    column[i] = canvas.Pixels[((first + i) * canvas.Width) + x];
                }

                Average(column, down, Math.Min(radius / 2, down.Length / 3), wraps: false);
                for (int i = 0; i < down.Length; i++)
                {
                    canvas.Pixels[((first + i) * canvas.Width) + x] = down[i];
                }
            }
        }

        for (int y = first; y < canvas.Height; y++)
        {
            // It sets in softly.
            double share = Math.Clamp((y - first + 0.5) / (0.4 * (canvas.Height - first)), 0, 1);
            Mix(canvas.Pixels.AsSpan(y * canvas.Width, canvas.Width), sharp.AsSpan((y - first) * canvas.Width, canvas.Width), (uint)(256 * share * share * (3 - (2 * share))));
        }

        Spread(canvas, first, Passes * radius, wraps, owner);
    }

    /// <summary>What a cue shows is spread with its pixels: over the whole height of the edge and as far as blurring reaches.</summary>
    private static void Spread(Canvas canvas, int first, int reach, bool wraps, byte owner)
    {
        int width = canvas.Width;
        var columns = new byte[width];
        for (int y = Math.Max(0, first - 1); y < canvas.Height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                columns[x] |= canvas.Owners[(y * width) + x];
            }
        }

        var spread = new byte[width];
        for (int x = 0; x < width; x++)
        {
            for (int i = -reach; columns[x] != 0 && i <= reach; i++)
            {
                spread[At(x + i, width, wraps)] |= columns[x];
            }
        }

        for (int y = first; y < canvas.Height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                canvas.Owners[(y * width) + x] = (byte)(spread[x] | owner);
            }
        }
    }

    private static void Mix(Span<uint> blurred, ReadOnlySpan<uint> sharp, uint share)
    {
        const uint Even = 0x00FF00FF;
        for (int x = 0; x < blurred.Length; x++)
        {
            uint even = (((blurred[x] & Even) * share) + ((sharp[x] & Even) * (256 - share))) >> 8;
            uint odd = ((((blurred[x] >> 8) & Even) * share) + (((sharp[x] >> 8) & Even) * (256 - share))) >> 8;
            blurred[x] = (even & Even) | ((odd & Even) << 8);
        }
    }

    /// <summary>The mean of each pixel and its neighbours; at ends that do not wrap, the last pixel is repeated.</summary>
    private static void Average(ReadOnlySpan<uint> from, Span<uint> to, int radius, bool wraps)
    {
        int length = from.Length;
        int window = (2 * radius) + 1;
        int r = 0;
        int g = 0;
        int b = 0;
        for (int i = -radius; i <= radius; i++)
        {
            Add(from[At(i, length, wraps)], 1, ref r, ref g, ref b);
        }

        for (int i = 0; i < length; i++)
        {
            to[i] = (uint)(((r + (window / 2)) / window) | (((g + (window / 2)) / window) << 8) | (((b + (window / 2)) / window) << 16));
            Add(from[At(i - radius, length, wraps)], -1, ref r, ref g, ref b);
            Add(from[At(i + radius + 1, length, wraps)], 1, ref r, ref g, ref b);
        }
    }

    private static void Add(uint pixel, int sign, ref int r, ref int g, ref int b)
    {
        r += sign * (int)(pixel & 255);
        g += sign * (int)((pixel >> 8) & 255);
        b += sign * (int)((pixel >> 16) & 255);
    }

    private static int At(int i, int length, bool wraps) => wraps ? ((i % length) + length) % length : Math.Clamp(i, 0, length - 1);
}
