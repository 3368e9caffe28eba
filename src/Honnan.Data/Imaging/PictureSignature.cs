namespace Honnan.Data.Imaging;

/// <summary>Tells picture formats by their first bytes, so that the decoder never sees any other format.</summary>
public static class PictureSignature
{
    /// <summary>The format, or null for anything else.</summary>
    public static PictureFormat? Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? PictureFormat.Jpeg
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? PictureFormat.Png
        : bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? PictureFormat.Webp
        : null;

    /// <summary>The format's name in messages.</summary>
    internal static string Name(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "JPEG",
        PictureFormat.Png => "PNG",
        _ => "WebP",
    };

    /// <summary>Whether the end that every file of the format has is missing.</summary>
    internal static bool EndIsMissing(ReadOnlySpan<byte> bytes, PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < bytes.Length / 2,
        PictureFormat.Png => bytes.LastIndexOf("IEND"u8) < 0,
        _ => BitConverter.ToUInt32(bytes[4..]) + 8L > bytes.Length,
    };
}
