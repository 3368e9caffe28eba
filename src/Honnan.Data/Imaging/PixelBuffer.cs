using System.Buffers;
using System.Runtime.InteropServices;

namespace Honnan.Data.Imaging;

/// <summary>
/// Decoded pixels in a pooled array, four bytes each (R, G, B, and one that says nothing). Inside this stage four
/// bytes are the faster unit: a pixel is one load. The array reaches <see cref="Padding"/> pixels beyond the picture,
/// so that vector code may read past a row's end.
/// </summary>
internal sealed class PixelBuffer : IDisposable
{
    public const int Padding = 16;
    private uint[]? _pixels;

    public PixelBuffer(PictureSize size)
    {
        Size = size;
        FullSize = size;
        _pixels = ArrayPool<uint>.Shared.Rent(checked((int)size.Area + Padding));
    }

    public PictureSize Size { get; }

    /// <summary>The size that the picture has undiminished: another one where it was decoded at a reduced scale.</summary>
    public PictureSize FullSize { get; init; }

    /// <summary>
    /// Decoded pixels to a full one, along either side: eighths of 1. The size is the full one times this, rounded up:
    /// the last column and row may reach beyond the picture.
    /// </summary>
    public double Scale { get; init; } = 1;

    public uint[] Pixels => _pixels ?? throw new ObjectDisposedException(nameof(PixelBuffer));

    public Span<byte> Bytes => MemoryMarshal.AsBytes(Pixels.AsSpan());

    public static PixelBuffer FromRgb(Picture picture)
    {
        var buffer = new PixelBuffer(picture.Size);
        PixelPacking.Expand(picture.Rgb.AsSpan(0, checked((int)picture.Size.Area * 3)), buffer.Pixels);
        return buffer;
    }

    public Picture ToPicture()
    {
        int pixels = (int)Size.Area;
        byte[] rgb = GC.AllocateUninitializedArray<byte>(pixels * 3);
        PixelPacking.Pack(Pixels.AsSpan(0, pixels), rgb);
        return new Picture(Size, rgb);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels)
        {
            ArrayPool<uint>.Shared.Return(pixels);
        }
    }
}
