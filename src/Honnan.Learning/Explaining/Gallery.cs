using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Learning.Charts;
using SkiaSharp;

namespace Honnan.Learning.Explaining;

/// <summary>
/// Overlays side by side on one sheet, each with its file, its true country and the guess. Right guesses are marked in
/// blue, wrong ones in orange, which the colour-blind can tell apart too, and in words.
/// </summary>
public sealed class Gallery
{
    private const int Margin = 24;
    private const int Gap = 16;
    private const int Head = 72;
    private const int Caption = 50;
    private const int Foot = 48;

    private static readonly SKColor Right = new(0x1F, 0x6F, 0xB4);
    private static readonly SKColor Wrong = new(0xC2, 0x55, 0x0A);

    private readonly string _title;
    private readonly string _subtitle;

    /// <summary>Names a sheet.</summary>
    /// <param name="title">The heading, such as "Hungary".</param>
    /// <param name="subtitle">What the sheet shows, in one line.</param>
    public Gallery(string title, string subtitle) => (_title, _subtitle) = (title, subtitle);

    /// <summary>Pictures in a row.</summary>
    public int Columns { get; init; } = 3;

    /// <summary>A picture's width on the sheet in pixels, at most.</summary>
    public int TileWidth { get; init; } = 420;

    /// <summary>A picture's height on the sheet in pixels, at most: upright ones are drawn narrower.</summary>
    public int TileHeight { get; init; } = 240;

    /// <summary>Draws the sheet. <see cref="PictureEncoder"/> makes it a JPEG or PNG file.</summary>
    /// <exception cref="ArgumentException">There is no tile.</exception>
    public Picture Draw(IReadOnlyList<GalleryTile> tiles)
    {
        if (tiles.Count == 0)
        {
            throw new ArgumentException("a gallery needs a picture", nameof(tiles));
        }

        int columns = Math.Min(Columns, tiles.Count);
        GalleryTile[][] rows = [.. tiles.Chunk(columns)];
        int[] heights = Array.ConvertAll(rows, row => row.Max(tile => Fit(tile.Overlay.Size).Height));
        int width = Math.Max(520, (2 * Margin) + (columns * (TileWidth + Gap)) - Gap);
        int height = Head + heights.Sum(h => h + Caption + Gap) + Foot;
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(info) ?? throw new InvalidOperationException($"no surface of {width} x {height}");
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        DrawHead(canvas, width);
        float y = Head;
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < rows[r].Length; c++)
            {
                DrawTile(canvas, rows[r][c], Margin + (c * (TileWidth + Gap)), y, heights[r]);
            }

            y += heights[r] + Caption + Gap;
        }

        DrawScale(canvas, y + 4);
        return Pixels(surface, info);
    }

    private PictureSize Fit(PictureSize size)
    {
        double scale = Math.Min((double)TileWidth / size.Width, (double)TileHeight / size.Height);
        return new PictureSize(Math.Max(1, (int)Math.Round(size.Width * scale)), Math.Max(1, (int)Math.Round(size.Height * scale)));
    }

    private void DrawHead(SKCanvas canvas, float width)
    {
        using SKFont title = ChartLettering.Font(22, bold: true);
        using SKFont aside = ChartLettering.Font(13);
        ChartLettering.Write(canvas, ChartLettering.Fit(_title, width - (2 * Margin), title), Margin, 26, SKTextAlign.Left, title, ChartLettering.Ink);
        ChartLettering.Write(canvas, ChartLettering.Fit(_subtitle, width - (2 * Margin), aside), Margin, 52, SKTextAlign.Left, aside, ChartLettering.Aside);
    }

    private void DrawTile(SKCanvas canvas, GalleryTile tile, float x, float y, int height)
    {
        using SKImage image = Image(tile.Overlay);
        PictureSize size = Fit(tile.Overlay.Size);
        canvas.DrawImage(image, SKRect.Create(x + ((TileWidth - size.Width) / 2), y + height - size.Height, size.Width, size.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        bool right = tile.Truth == tile.Guess;
        SKColor mark = tile.Truth is null ? ChartLettering.Ink : right ? Right : Wrong;
        using var bar = new SKPaint { Color = mark };
        canvas.DrawRect(x, y + height + 6, 4, 36, bar);
        string verdict = tile.Truth is null ? $"guess {tile.Guess}"
            : right ? $"{tile.Guess}, recognised"
            : $"{tile.Truth}, taken for {tile.Guess}";
        using SKFont strong = ChartLettering.Font(14, bold: true);
        using SKFont plain = ChartLettering.Font(12);
        string probability = $"{100 * tile.Probability:0} %";
        float room = TileWidth - 20 - strong.MeasureText(probability);
        ChartLettering.Write(canvas, ChartLettering.Fit(verdict, room, strong), x + 12, y + height + 16, SKTextAlign.Left, strong, mark);
        ChartLettering.Write(canvas, probability, x + TileWidth, y + height + 16, SKTextAlign.Right, strong, mark);
        ChartLettering.Write(canvas, ChartLettering.Fit(tile.File, TileWidth - 12, plain), x + 12, y + height + 35, SKTextAlign.Left, plain, ChartLettering.Aside);
    }

    private static void DrawScale(SKCanvas canvas, float y)
    {
        const int Length = 160;
        using SKFont font = ChartLettering.Font(12);
        ChartLettering.Write(canvas, "plays no part", Margin, y + 8, SKTextAlign.Left, font, ChartLettering.Aside);
        float left = Margin + font.MeasureText("plays no part") + 10;
        using var paint = new SKPaint();
        for (int i = 0; i < Length; i++)
        {
            (byte r, byte g, byte b, double share) = HeatMapOverlay.Step((i + 0.5) / Length, 1);
            paint.Color = new SKColor(r, g, b, (byte)(255 * share));
            canvas.DrawRect(left + i, y + 2, 1, 12, paint);
        }

        ChartLettering.Write(canvas, "speaks most for the country", left + Length + 10, y + 8, SKTextAlign.Left, font, ChartLettering.Aside);
    }

    private static SKImage Image(Picture picture)
    {
        byte[] rgba = new byte[4 * picture.Width * picture.Height];
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            picture.Rgb.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[(4 * i) + 3] = 255;
        }

        return SKImage.FromPixelCopy(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba);
    }

    private static Picture Pixels(SKSurface surface, SKImageInfo info)
    {
        using SKPixmap pixels = surface.PeekPixels();
        ReadOnlySpan<byte> rgba = pixels.GetPixelSpan();
        byte[] rgb = new byte[3 * info.Width * info.Height];
        for (int y = 0; y < info.Height; y++)
        {
            ReadOnlySpan<byte> row = rgba.Slice(y * pixels.RowBytes, 4 * info.Width);
            for (int x = 0; x < info.Width; x++)
            {
                row.Slice(4 * x, 3).CopyTo(rgb.AsSpan(3 * ((y * info.Width) + x)));
            }
        }

        return new Picture(new PictureSize(info.Width, info.Height), rgb);
    }
}
