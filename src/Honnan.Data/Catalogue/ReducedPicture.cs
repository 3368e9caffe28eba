using System.Buffers;
using System.Numerics;
using Honnan.Data.Imaging;

namespace Honnan.Data.Catalogue;

/// <summary>
/// A picture as it is measured, averaged over areas to a short side of <see cref="InformationMeasures.ShortSide"/> pixels
/// (smaller ones as they are), with its luma: ITU-R BT.601's 0.299 R + 0.587 G + 0.114 B, 0 to 255.
/// </summary>
internal sealed class ReducedPicture : IDisposable
{
    private readonly uint[] _pixels;
    private readonly float[] _luma;

    /// <summary>Reduces decoded pixels, which stay the caller's.</summary>
    public ReducedPicture(PixelBuffer picture)
    {
        Aspect = picture.Size.Aspect;
        Size = Reduced(picture.Size);
        int area = (int)Size.Area;
        _pixels = ArrayPool<uint>.Shared.Rent(area);
        _luma = ArrayPool<float>.Shared.Rent(area);
        Reduce(picture, _pixels.AsSpan(0, area));
        TakeLuma(Pixels, _luma.AsSpan(0, area));
    }

    /// <summary>Width and height.</summary>
    public PictureSize Size { get; }

    /// <summary>Width to height before the sides were rounded.</summary>
    public double Aspect { get; }

    /// <summary>[height · width], each [R, G, B, any] from the lowest byte up.</summary>
    public ReadOnlySpan<uint> Pixels => _pixels.AsSpan(0, (int)Size.Area);

    /// <summary>[height · width].</summary>
    public ReadOnlySpan<float> Luma => _luma.AsSpan(0, (int)Size.Area);

    public void Dispose()
    {
        ArrayPool<uint>.Shared.Return(_pixels);
        ArrayPool<float>.Shared.Return(_luma);
    }

    private static PictureSize Reduced(PictureSize size)
    {
        double scale = (double)size.ShortSide / InformationMeasures.ShortSide;
        return scale <= 1 ? size : new PictureSize((int)Math.Round(size.Width / scale), (int)Math.Round(size.Height / scale));
    }

    private void Reduce(PixelBuffer picture, Span<uint> pixels)
    {
        if (Size == picture.Size)
        {
            picture.Pixels.AsSpan(0, pixels.Length).CopyTo(pixels);
            return;
        }

        byte[] rgb = ArrayPool<byte>.Shared.Rent(3 * pixels.Length);
        try
        {
            Resizer.Resize(picture, SourceBox.Whole(picture.Size), Size, Resampling.Box, wrap: false, mirrored: false, rgb);
            PixelPacking.Expand(rgb.AsSpan(0, 3 * pixels.Length), pixels);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgb);
        }
    }

    private static void TakeLuma(ReadOnlySpan<uint> pixels, Span<float> luma)
    {
        const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;
        int i = 0;
        for (; i + Vector<uint>.Count <= pixels.Length; i += Vector<uint>.Count)
        {
            (Vector<int> r, Vector<int> g, Vector<int> b) = PixelChannels.Of(pixels[i..]);
            ((Vector.ConvertToSingle(r) * Red) + (Vector.ConvertToSingle(g) * Green) + (Vector.ConvertToSingle(b) * Blue)).CopyTo(luma[i..]);
        }

        for (; i < pixels.Length; i++)
        {
            luma[i] = (Red * (pixels[i] & 0xFF)) + (Green * ((pixels[i] >> 8) & 0xFF)) + (Blue * ((pixels[i] >> 16) & 0xFF));
        }
    }
}
