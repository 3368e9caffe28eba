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
        Parallel.For(0, Count, n =>
        {
            ReadOnlySpan<byte> from = pixels.AsSpan(n * Channels * area, Channels * area);
            Span<float> red = values.AsSpan(n * Channels * area, area);
            Span<float> green = values.AsSpan(((n * Channels) + 1) * area, area);
            Span<float> blue = values.AsSpan(((n * Channels) + 2) * area, area);
            for (int i = 0, p = 0; i < red.Length; i++, p += Channels)
            {
                red[i] = Normalised[from[p]];
                green[i] = Normalised[from[p + 1]];
                blue[i] = Normalised[from[p + 2]];
            }
        });
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
