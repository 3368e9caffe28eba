using Honnan.Data.Imaging;

namespace Honnan.Data.Loading;

/// <summary>Pictures of one size, ready for the net but for normalising. Disposing gives the pixels' memory back.</summary>
public sealed class PictureBatch : IDisposable
{
    private readonly BatchBuffers _buffers;
    private byte[]? _pixels;

    internal PictureBatch(IReadOnlyList<PictureView> views, long[] labels, PictureSize size, BatchBuffers buffers)
    {
        Views = views;
        Labels = labels;
        Size = size;
        _buffers = buffers;
        _pixels = buffers.Take(ByteCount);
    }

    /// <summary>[N, H, W, 3] in RGB order, 0 to 255; the array may be longer. Not to be touched once disposed.</summary>
    public byte[] Pixels => _pixels ?? throw new ObjectDisposedException(nameof(PictureBatch));

    /// <summary>N.</summary>
    public int Count => Views.Count;

    /// <summary>Every picture's width and height.</summary>
    public PictureSize Size { get; }

    /// <summary>What each picture shows of which sample.</summary>
    public IReadOnlyList<PictureView> Views { get; }

    /// <summary>[N] class indices, −1 where unknown.</summary>
    public long[] Labels { get; }

    /// <summary>N · H · W · 3: the bytes of <see cref="Pixels"/> that count.</summary>
    public int ByteCount => checked((int)(Count * Size.Area * 3));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels)
        {
            _buffers.Give(pixels);
        }
    }
}
