using System.Text;

namespace Honnan.Testing;

/// <summary>
/// Parameters and pictures as formulas of their names (the reference folder's README), so that nets can be compared
/// without shipping weights.
/// </summary>
public static class ReferenceFormula
{
    private const uint Golden = 0x9E3779B1;
    private const double Unit = 1.0 / (1 << 24);

    /// <summary>u(name, i) in [0, 1).</summary>
    public static double U(string name, long i) => U(Crc32(name), (uint)i);

    /// <summary>
    /// A parameter or buffer by its name in torchvision's or timm's spelling; <paramref name="shape"/> is empty for a
    /// scalar (num_batches_tracked). Values row by row. What the README does not know goes by the nearest rule: ConvNeXt's
    /// layer_scale as a one-dimensional weight, ViT's class token and positions as a bias.
    /// </summary>
    public static float[] Parameter(string name, params ReadOnlySpan<long> shape)
    {
        long count = 1;
        long fanIn = 1;
        for (int d = 0; d < shape.Length; d++)
        {
            count *= shape[d];
            fanIn *= d > 0 ? shape[d] : 1;
        }

        double bound = Math.Sqrt(6.0 / fanIn);
        (double offset, double factor, double scale) = name[(name.LastIndexOf('.') + 1)..] switch
        {
            "running_var" => (0.5, 1.0, 1.0),
            "layer_scale" => (0.25, 0.5, 1),
            "weight" when shape.Length == 1 => (0.25, 0.5, 1),
            "weight" or "in_proj_weight" => (-1, 2, bound),
            "bias" or "in_proj_bias" or "running_mean" or "class_token" or "pos_embedding" => (-1, 2, 0.1),
            "num_batches_tracked" => (0, 0, 1),
            _ => throw new ArgumentException($"no formula for '{name}'", nameof(name)),
        };
        var values = new float[count];
        Fill(values, Crc32(name), offset, factor, scale);
        return values;
    }

    /// <summary>A picture batch [N, C, H, W], row by row: coarse blocks of 8 × 8 pixels with a fine grain, in [-1, 1).</summary>
    public static float[] Picture(string name, int n, int c, int h, int w)
    {
        uint fine = Crc32(name + "/fine");
        uint coarse = Crc32(name + "/coarse");
        int blocksDown = (h + 7) / 8;
        int blocksAcross = (w + 7) / 8;
        var values = new float[(long)n * c * h * w];
        int i = 0;
        for (int plane = 0; plane < n * c; plane++)
        {
            for (int y = 0; y < h; y++)
            {
                for (int x = 0; x < w; x++, i++)
                {
                    uint block = (uint)((((plane * blocksDown) + (y / 8)) * blocksAcross) + (x / 8));
                    values[i] = (float)((0.75 * ((2 * U(coarse, block)) - 1)) + (0.25 * ((2 * U(fine, (uint)i)) - 1)));
                }
            }
        }

        return values;
    }

    /// <summary>8-bit pixels ⌊256 · u(name)⌋.</summary>
    public static byte[] Pixels(string name, int count)
    {
        uint seed = Crc32(name);
        var values = new byte[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (byte)(256 * U(seed, (uint)i));
        }

        return values;
    }

    // Everything written out in the loop: a debug build inlines nothing, and the largest nets hold 60 million values.
    private static void Fill(float[] values, uint seed, double offset, double factor, double scale)
    {
        Parallel.For(0, (values.Length + 0xFFFF) >> 16, chunk =>
        {
            int end = Math.Min(values.Length, (chunk + 1) << 16);
            for (int i = chunk << 16; i < end; i++)
            {
                uint h = ((uint)i * Golden) + seed;
                h ^= h >> 16;
                h *= 0x7FEB352D;
                h ^= h >> 15;
                h *= 0x846CA68B;
                h ^= h >> 16;
                values[i] = (float)(scale * (offset + (factor * ((h >> 8) * Unit))));
            }
        });
    }

    private static double U(uint seed, uint i)
    {
        uint h = (i * Golden) + seed;
        h ^= h >> 16;
        h *= 0x7FEB352D;
        h ^= h >> 15;
        h *= 0x846CA68B;
        h ^= h >> 16;
        return (h >> 8) * Unit;
    }

    // The reflected CRC of zip and PNG (polynomial 0xEDB88320).
    private static uint Crc32(string name)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
