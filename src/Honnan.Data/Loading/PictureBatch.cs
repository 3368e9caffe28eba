using Honnan.Data.Imaging;
namespace Honnan.Data.Loading;

/// <summary>Pictures of one size, ready for the net but for normalising. Disposing gives the pixels' memory back.</summary>
public sealed class PictureBatch : IDisposable
{
    private readonly BatchBuffers _buffers;
    private readonly string?[] _unreadable;
    private byte[]? _pixels;

    internal PictureBatch(IReadOnlyList<PictureView> views, long[] labels, PictureSize size, BatchBuffers buffers)
    {
        Views = views;
        Labels = labels;
        Size = size;
        _buffers = buffers;
        _unreadable = new string?[views.Count];
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

    /// <summary>
    /// [N]: why a view's picture could not be read, null where it was. Only where the loader was told to go on over such
    /// pictures; their pixels are grey.
    /// </summary>
    public IReadOnlyList<string?> Unreadable => _unreadable;

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

    /// <summary>Marks a run of views as unreadable and makes them grey.</summary>
    internal void Fail(int start, int count, string reason)
    {
        int view = checked((int)Size.Area * 3);
        Pixels.AsSpan(start * view, count * view).Fill(OverlayMask.Level);
        Array.Fill(_unreadable, reason, start, count);
    }
}
