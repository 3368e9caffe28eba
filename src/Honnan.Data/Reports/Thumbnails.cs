using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Data.Reports;

/// <summary>Small copies of pictures for sheets and pages.</summary>
internal sealed class Thumbnails(IPictureBytes bytes)
{
    private const int Quality = 72;

    private readonly PictureDecoder _decoder = new();

    /// <summary>A picture scaled into a box, never enlarged; null where it cannot be read.</summary>
    public Picture? Of(PictureAddress address, PictureSize box)
    {
        try
        {
            byte[] file = bytes.Read(address);
            PictureSize stored = _decoder.ReadHeader(file).Size;
            double scale = Math.Min(1, Math.Min((double)box.Width / stored.Width, (double)box.Height / stored.Height));
            var size = new PictureSize(Math.Max(1, (int)Math.Round(stored.Width * scale)), Math.Max(1, (int)Math.Round(stored.Height * scale)));
            return Resizer.Resize(_decoder.Decode(file, size), size, Resampling.Bilinear);
        }
        catch (InputException)
        {
            return null; // the page says so in the picture's place
        }
    }

    /// <summary>A picture as an address that holds its JPEG.</summary>
    public static string DataUrl(Picture picture) => $"data:image/jpeg;base64,{Convert.ToBase64String(PictureEncoder.Jpeg(picture, Quality))}";
}
