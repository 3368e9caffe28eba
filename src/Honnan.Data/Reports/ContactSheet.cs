using Honnan.Data.Charts;
using Honnan.Data.Imaging;
using SkiaSharp;

namespace Honnan.Data.Reports;

/// <summary>A sheet of small pictures with a line of text under each.</summary>
internal static class ContactSheet
{
    /// <summary>The box that each picture has, in pixels.</summary>
    public static readonly PictureSize Tile = new(300, 130);

    private const int Columns = 4;
    private const int Gap = 12;
    private const int Caption = 24;
    private const float TextSize = 13;

    /// <summary>Draws a sheet; pictures that could not be read are grey.</summary>
    /// <returns>A PNG file.</returns>
    public static byte[] Png(IReadOnlyList<(Picture? Picture, string Caption)> tiles)
    {
        int rows = (tiles.Count + Columns - 1) / Columns;
        using var map = new SKBitmap(Gap + (Columns * (Tile.Width + Gap)), Gap + (rows * (Tile.Height + Caption + Gap)), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(map);
        canvas.Clear(SKColors.White);
        using SKTypeface typeface = ChartStyle.Typeface();
        using var font = new SKFont(typeface, TextSize);
        using var ink = new SKPaint { Color = new SKColor(0x2b, 0x2f, 0x36), IsAntialias = true };
        using var grey = new SKPaint { Color = new SKColor(0xe3, 0xe6, 0xea) };
        for (int i = 0; i < tiles.Count; i++)
        {
            float left = Gap + (i % Columns * (Tile.Width + Gap));
            float top = Gap + (i / Columns * (Tile.Height + Caption + Gap));
            if (tiles[i].Picture is { } picture)
            {
                using SKBitmap small = SKBitmap.Decode(PictureEncoder.Png(picture));
                canvas.DrawBitmap(small, left + ((Tile.Width - picture.Width) / 2f), top + Tile.Height - picture.Height, SKSamplingOptions.Default);
            }
            else
            {
                canvas.DrawRect(left, top, Tile.Width, Tile.Height, grey);
            }

            canvas.DrawText(Fitting(tiles[i].Caption, font), left, top + Tile.Height + 16, SKTextAlign.Left, font, ink);
        }

        using SKData png = map.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>The text, its end cut where it is too long.</summary>
    private static string Fitting(string text, SKFont font)
    {
        if (font.MeasureText(text) <= Tile.Width)
        {
            return text;
        }

        int length = text.Length - 1;
        while (length > 1 && font.MeasureText(text[..length] + "…") > Tile.Width)
        {
            length--;
        }

        return text[..length] + "…";
    }
}
