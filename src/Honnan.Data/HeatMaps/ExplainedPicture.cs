using Honnan.Data.Imaging;

namespace Honnan.Data.HeatMaps;

/// <summary>Draws explanations.</summary>
public static class ExplainedPicture
{
    /// <summary>The longer a side, the larger the files; this shows a pole two hundred metres away.</summary>
    public const int DefaultShortSide = 400;

    /// <summary>A drawing's size in pixels.</summary>
    /// <param name="stored">The picture's.</param>
    /// <param name="shortSide">The drawing's shorter side in pixels; smaller pictures stay as they are.</param>
    public static PictureSize SizeOf(PictureSize stored, int shortSide = DefaultShortSide)
    {
        double scale = Math.Min(1, (double)shortSide / stored.ShortSide);
        return new PictureSize((int)Math.Max(1, Math.Round(stored.Width * scale)), (int)Math.Max(1, Math.Round(stored.Height * scale)));
    }

    /// <summary>The picture with its map laid over it.</summary>
    /// <param name="file">The picture's file.</param>
    /// <param name="explanation">Of this picture, with at least one view.</param>
    /// <param name="shortSide">The drawing's shorter side in pixels; smaller pictures stay as they are.</param>
    /// <exception cref="Honnan.Data.InputException">The picture cannot be decoded; the message is the reason alone.</exception>
    public static Picture Draw(ReadOnlySpan<byte> file, Explanation explanation, int shortSide = DefaultShortSide)
    {
        PictureSize stored = explanation.Answer.Size;
        PictureSize shown = SizeOf(stored, shortSide);
        Picture picture = new PictureDecoder().Decode(file, shown);
        if (picture.Size != shown)
        {
            picture = Resizer.Resize(picture, shown, Resampling.Bilinear);
        }

        return HeatMapOverlay.Draw(picture, PictureHeatMap.Compose(stored, shown, explanation.Views, explanation.Loading));
    }
}
