using Honnan.Data;
using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Cuts a square around a place out of a picture.</summary>
internal static class CloseUp
{
    private const double ShareOfHeight = 0.3;
    private const int Side = 140;

    /// <summary>Decodes and cuts; near an edge the square moves inward.</summary>
    /// <exception cref="InputException">The picture cannot be decoded.</exception>
    public static Picture Cut(byte[] file, PictureSize stored, double x, double y)
    {
        int side = (int)Math.Max(1, Math.Min(Math.Min(stored.Width, stored.Height), ShareOfHeight * stored.Height));
        double scale = Math.Min(1, (double)Side / side);
        var size = new PictureSize((int)Math.Ceiling(stored.Width * scale), (int)Math.Ceiling(stored.Height * scale));
        Picture picture = new PictureDecoder().Decode(file, size);
        double at = (double)picture.Width / stored.Width;
        int cut = Math.Max(1, (int)(side * at));
        int left = (int)Math.Clamp((x * picture.Width) - (cut / 2.0), 0, picture.Width - cut);
        int top = (int)Math.Clamp((y * picture.Height) - (cut / 2.0), 0, picture.Height - cut);
        byte[] rgb = new byte[3 * cut * cut];
        for (int row = 0; row < cut; row++)
        {
            picture.Rgb.AsSpan(3 * (((top + row) * picture.Width) + left), 3 * cut).CopyTo(rgb.AsSpan(3 * row * cut));
        }

        return Resizer.Resize(new Picture(new PictureSize(cut, cut), rgb), new PictureSize(Side, Side), Resampling.Bilinear);
    }
}
