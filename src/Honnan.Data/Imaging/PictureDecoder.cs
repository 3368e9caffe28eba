using SkiaSharp;

namespace Honnan.Data.Imaging;

/// <summary>
/// Decodes JPEG, PNG and WebP. Nothing in a file is trusted: other formats and sizes over the limits are refused from
/// the header, damaged files never give a half picture. The messages are short reasons ("truncated JPEG") without the
/// file's name, which the caller knows. Safe to call from several threads.
/// </summary>
/// <param name="limits">How large a picture may be; null for the defaults.</param>
public sealed class PictureDecoder(PictureLimits? limits = null)
{
    // A progressive JPEG has about ten scans. Each one costs a pass over the whole picture, so a small file with
    // thousands of them would keep a thread busy for hours.
    private const int MaxScans = 100;

    private readonly PictureLimits _limits = limits ?? new PictureLimits();

    /// <summary>The size after the EXIF orientation, and the format.</summary>
    /// <exception cref="InputException">Empty, not a picture, or over the limits; the message is the reason alone.</exception>
    public PictureHeader ReadHeader(ReadOnlySpan<byte> bytes)
    {
        PictureFormat format = FormatOf(bytes);
        unsafe
        {
            fixed (byte* start = bytes)
            {
                using SKCodec codec = Open(start, bytes, format);
                return new PictureHeader(ShownSize(codec), format);
            }
        }
    }

    /// <summary>
    /// Decodes to RGB, turned as the EXIF orientation says, transparent pixels laid over white. Colour profiles are not
    /// applied.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="atLeast">
    /// Where given, a JPEG is decoded at the smallest of 1/8 to 6/8 of its size, or else whole, that is still at least
    /// this wide and high (as shown); the result is never smaller than this unless the picture itself is.
    /// </param>
    /// <exception cref="InputException">Not a readable picture; the message is the reason alone.</exception>
    public Picture Decode(ReadOnlySpan<byte> bytes, PictureSize? atLeast = null)
    {
        using PixelBuffer pixels = DecodePixels(bytes, atLeast);
        return pixels.ToPicture();
    }

    /// <summary>
    /// As <see cref="Decode"/>, in four-byte pixels; the caller disposes the buffer. <paramref name="admit"/> is told the size
    /// as shown before any pixel is decoded, and may refuse it by an exception.
    /// </summary>
    internal PixelBuffer DecodePixels(ReadOnlySpan<byte> bytes, PictureSize? atLeast, Action<PictureSize>? admit = null)
    {
        PictureFormat format = FormatOf(bytes);
        unsafe
        {
            fixed (byte* start = bytes)
            {
                using SKCodec codec = Open(start, bytes, format);
                admit?.Invoke(ShownSize(codec));
                SKEncodedOrigin origin = codec.EncodedOrigin;
                (PictureSize size, int eighths) = DecodedSize(codec, origin, format, atLeast);
                bool opaque = codec.Info.AlphaType == SKAlphaType.Opaque;
                var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
                var pixels = new PixelBuffer(size)
                {
                    FullSize = new PictureSize(codec.Info.Width, codec.Info.Height),
                    Scale = eighths / 8.0,
                };
                try
                {
                    SKCodecResult result;
                    fixed (uint* target = pixels.Pixels)
                    {
                        result = codec.GetPixels(info, (nint)target);
                    }

                    if (result != SKCodecResult.Success)
                    {
                        throw Damaged(bytes, format, result);
                    }

                    if (!opaque)
                    {
                        PixelPacking.OverWhite(pixels.Pixels.AsSpan(0, (int)size.Area));
                    }

                    return PictureOrientation.Apply(pixels, origin);
                }
                catch
                {
                    pixels.Dispose();
                    throw;
                }
            }
        }
    }

    private static PictureFormat FormatOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new InputException("empty file");
        }

        return PictureSignature.Of(bytes) ?? throw new InputException("not a picture (JPEG, PNG or WebP)");
    }

    private static PictureSize ShownSize(SKCodec codec) =>
        PictureOrientation.Shown(new PictureSize(codec.Info.Width, codec.Info.Height), codec.EncodedOrigin);

    private static (PictureSize Size, int Eighths) DecodedSize(SKCodec codec, SKEncodedOrigin origin, PictureFormat format, PictureSize? atLeast)
    {
        if (format == PictureFormat.Jpeg && atLeast is { } wanted)
        {
            PictureSize stored = PictureOrientation.Shown(wanted, origin); // swapping sides is its own inverse

            // Seven eighths take longer than the whole: only the whole has a vectorised transform.
            for (int eighths = 1; eighths < 7; eighths++)
            {
                SKSizeI scaled = codec.GetScaledDimensions(eighths / 8f);
                if (scaled.Width >= stored.Width && scaled.Height >= stored.Height)
                {
                    return (new PictureSize(scaled.Width, scaled.Height), eighths);
                }
            }
        }

        return (new PictureSize(codec.Info.Width, codec.Info.Height), 8);
    }

    private static InputException Damaged(ReadOnlySpan<byte> bytes, PictureFormat format, SKCodecResult result)
    {
        bool truncated = result == SKCodecResult.IncompleteInput || PictureSignature.EndIsMissing(bytes, format);
        return new InputException($"{(truncated ? "truncated" : "corrupt")} {PictureSignature.Name(format)}");
    }

    private unsafe SKCodec Open(byte* start, ReadOnlySpan<byte> bytes, PictureFormat format)
    {
        if (format == PictureFormat.Jpeg && bytes.Count((ReadOnlySpan<byte>)[0xFF, 0xDA]) > MaxScans)
        {
            throw new InputException($"corrupt JPEG (more than {MaxScans} scans)");
        }

        // The data is not copied: the caller keeps the span in its place until the codec is disposed.
        using SKData data = SKData.Create((nint)start, bytes.Length);
        SKCodec codec = SKCodec.Create(data) ?? throw Damaged(bytes, format, SKCodecResult.InvalidInput);
        try
        {
            var size = new PictureSize(codec.Info.Width, codec.Info.Height);
            if (size.Width > _limits.MaxSide || size.Height > _limits.MaxSide)
            {
                throw new InputException($"too large: {size} pixels, a side may have at most {_limits.MaxSide}");
            }

            if (size.Area > _limits.MaxPixels)
            {
                throw new InputException($"too large: {size} pixels, at most {_limits.MaxPixels / 1_000_000.0:0.######} megapixels are read");
            }

            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }
}
