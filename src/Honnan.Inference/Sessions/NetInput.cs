using System.Buffers;
using Honnan.Data;
using Honnan.Data.Loading;

namespace Honnan.Inference.Sessions;

/// <summary>A batch as a net's input, in memory that is used again: disposing gives it back.</summary>
internal sealed class NetInput : IDisposable
{
    private const int Channels = 3;

    // (v / 255 − 0.5) / 0.5, rounded as the tensor library rounds it in training.
    private static readonly float[] Normalised = [.. Enumerable.Range(0, 256).Select(v => (v * (1 / 127.5f)) - 1)];

    /// <summary>[N,H,W,3] bytes → [N,3,H,W] in [-1,1].</summary>
    public NetInput(PictureBatch batch)
    {
        (Count, Size) = (batch.Count, batch.Size);
        int area = checked((int)Size.Area);
        Values = ArrayPool<float>.Shared.Rent(checked(Count * Channels * area));
        byte[] pixels = batch.Pixels;
        float[] values = Values;
        int numbers = Channels * area;
        Parallel.For(0, Count, n => Normalise(pixels.AsSpan(n * numbers, numbers), values.AsSpan(n * numbers, numbers)));
    }

    /// <summary>[H,W,3] bytes → [3,H,W] in [-1,1].</summary>
    public static void Normalise(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        int area = pixels.Length / Channels;
        Span<float> red = values[..area];
        Span<float> green = values.Slice(area, area);
        Span<float> blue = values.Slice(2 * area, area);
        for (int i = 0, p = 0; i < red.Length; i++, p += Channels)
        {
            red[i] = Normalised[pixels[p]];
            green[i] = Normalised[pixels[p + 1]];
            blue[i] = Normalised[pixels[p + 2]];
        }
    }

    /// <summary>[N,3,H,W]; the array may be longer.</summary>
    public float[] Values { get; }

    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>H and W.</summary>
    public PictureSize Size { get; }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<float>.Shared.Return(Values);
}
