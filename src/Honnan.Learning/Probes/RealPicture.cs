using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Learning.Probes;

/// <summary>Pictures as they are, small enough to be worked on.</summary>
internal static class RealPicture
{
    /// <summary>A picture with at most so many pixels along its longer side, never enlarged; null where it cannot be read.</summary>
    public static Picture? Read(IPictureBytes bytes, PictureAddress address, int longerSide)
    {
        try
        {
            byte[] file = bytes.Read(address);
            var decoder = new PictureDecoder();
            PictureSize stored = decoder.ReadHeader(file).Size;
            double scale = Math.Min(1, (double)longerSide / Math.Max(stored.Width, stored.Height));
            var size = new PictureSize(Math.Max(1, (int)(stored.Width * scale)), Math.Max(1, (int)(stored.Height * scale)));
            return Resizer.Resize(decoder.Decode(file, size), size, Resampling.Bilinear);
        }
        catch (InputException)
        {
            return null; // judging it tells why
        }
    }
}
