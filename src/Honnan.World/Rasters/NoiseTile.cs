using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Honnan.World.Rasters;

/// <summary>
/// Smooth noise that repeats after <see cref="Side"/> units: octaves of value noise on a lattice of hashed numbers, with its
/// averages over 2, 4, 8… units. Values spread over [0, 1] with mean 0.5.
/// </summary>
internal sealed class NoiseTile
{
    public const int Side = 512;
    private const int Levels = 8;

    private readonly float[][] _levels = new float[Levels][];

    private NoiseTile(int seed, int coarsest, int octaves)
    {
        _levels[0] = Stretched(Sum(seed, coarsest, octaves));
        for (int level = 1; level < Levels; level++)
        {
            _levels[level] = Halved(_levels[level - 1], Side >> level);
        }
    }

    /// <summary>Noise whose largest features are about a sixteenth of the tile.</summary>
    public static NoiseTile Fine { get; } = new(1, 16, 5);

    /// <summary>Noise whose largest features are about a quarter of the tile: clouds, ridges.</summary>
    public static NoiseTile Coarse { get; } = new(2, 4, 6);

    /// <summary>Noise as fine as the tile allows: asphalt, grass.</summary>
    public static NoiseTile Grain { get; } = new(3, 128, 3);

    /// <summary>The noise at a point, averaged over about <paramref name="footprint"/> units.</summary>
    public float At(float x, float y, float footprint) => LevelFor(footprint).At(x, y);

    /// <summary>The noise as it is read where a pixel covers about <paramref name="footprint"/> units.</summary>
    public Level LevelFor(float footprint)
    {
        // The least level whose averages are over at least 2/3 of the footprint: a logarithm, rounded up, from the exponent.
        int bits = BitConverter.SingleToInt32Bits(footprint * (1 / 1.5f));
        int level = bits <= 0x3F800000 ? 0 : Math.Min(((bits - 1) >> 23) - 126, Levels - 1);
        return new Level(_levels[level], level);
    }

    /// <summary>The noise averaged over 2 to the power of <paramref name="number"/> units.</summary>
    public readonly struct Level(float[] values, int number)
    {
        private readonly float _scale = 1f / (1 << number);

        /// <summary>The noise at a point, in units of the tile.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float At(float x, float y)
        {
            float fx = (x * _scale) - 0.5f;
            float fy = (y * _scale) - 0.5f;
            float floorX = MathF.Floor(fx);
            float floorY = MathF.Floor(fy);
            float tx = fx - floorX;
            float ty = fy - floorY;
            int side = Side >> number;
            int mask = side - 1;
            int x0 = (int)floorX & mask;
            int x1 = (x0 + 1) & mask;
            int y0 = ((int)floorY & mask) * side;
            int y1 = (((int)floorY + 1) & mask) * side;

            // All four are inside by their masks.
            ref float first = ref MemoryMarshal.GetArrayDataReference(values);
            float a = Unsafe.Add(ref first, y0 + x0);
            float b = Unsafe.Add(ref first, y0 + x1);
            float c = Unsafe.Add(ref first, y1 + x0);
            float d = Unsafe.Add(ref first, y1 + x1);
            float top = a + ((b - a) * tx);
            float bottom = c + ((d - c) * tx);
            return top + ((bottom - top) * ty);
        }
    }

    private static float[] Sum(int seed, int coarsest, int octaves)
    {
        var sum = new float[Side * Side];
        float weight = 1;
        for (int octave = 0; octave < octaves; octave++)
        {
            int cells = coarsest << octave;
            float step = (float)cells / Side;
            for (int y = 0; y < Side; y++)
            {
                for (int x = 0; x < Side; x++)
                {
                    sum[(y * Side) + x] += weight * Lattice(seed + octave, cells, x * step, y * step);
                }
            }

            weight *= octaves > 3 ? 0.55f : 0.9f;
        }

        return sum;
    }

    private static float Lattice(int seed, int cells, float x, float y)
    {
        int x0 = (int)x;
        int y0 = (int)y;
        float tx = Smooth(x - x0);
        float ty = Smooth(y - y0);
        float top = Hash(seed, x0, y0) + ((Hash(seed, (x0 + 1) % cells, y0) - Hash(seed, x0, y0)) * tx);
        int below = (y0 + 1) % cells;
        float bottom = Hash(seed, x0, below) + ((Hash(seed, (x0 + 1) % cells, below) - Hash(seed, x0, below)) * tx);
        return top + ((bottom - top) * ty);
    }

    private static float Smooth(float t) => t * t * (3 - (2 * t));

    private static float Hash(int seed, int x, int y)
    {
        uint h = ((uint)x * 0x9E3779B1) ^ ((uint)y * 0x85EBCA77) ^ ((uint)seed * 0xC2B2AE3D);
        h = (h ^ (h >> 15)) * 0x2C1B3C6D;
        h = (h ^ (h >> 12)) * 0x297A2D39;
        return ((h ^ (h >> 15)) >> 8) * (1f / (1 << 24));
    }

    /// <summary>Shifts and scales to mean 0.5 and a deviation of 0.2, and cuts to [0, 1].</summary>
    private static float[] Stretched(float[] values)
    {
        double mean = values.Average(v => (double)v);
        double deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. values.Select(v => (float)Math.Clamp(0.5 + ((v - mean) / deviation * 0.2), 0, 1))];
    }

    private static float[] Halved(float[] values, int side)
    {
        var half = new float[side * side];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                int at = (4 * y * side) + (2 * x);
                half[(y * side) + x] = (values[at] + values[at + 1] + values[at + (2 * side)] + values[at + (2 * side) + 1]) / 4;
            }
        }

        return half;
    }
}
