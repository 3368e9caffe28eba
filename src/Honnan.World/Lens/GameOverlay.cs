using System.Globalization;
using Honnan.Data.Imaging;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using SkiaSharp;

namespace Honnan.World.Lens;

/// <summary>
/// What a guessing game draws over a window: a column of buttons at the left, a box with round and score at the top right, and a
/// half-transparent map at the lower right, inside the rectangles that <see cref="OverlayMask.GeoGuessr"/> covers.
/// </summary>
internal static class GameOverlay
{
    private const float Width = 1536;

    public static void Apply(Canvas canvas, Draws draws) => FlatDrawing.Over(canvas, skia =>
    {
        skia.Scale(canvas.Width / Width);
        using var paint = new SKPaint { IsAntialias = true };
        Buttons(skia, paint, draws);
        Box(skia, paint, draws);
        Map(skia, paint, draws);
    });

    private static void Buttons(SKCanvas skia, SKPaint paint, Draws draws)
    {
        int buttons = 3 + draws.Below(3);
        for (int i = 0; i < buttons; i++)
        {
            float y = 588 - (i * 48);
            paint.Color = new SKColor(30, 32, 40, 190);
            skia.DrawCircle(36.5f, y, 17.5f, paint);
            paint.Color = new SKColor(255, 255, 255, 215);
            switch (i)
            {
                case 0:
                    skia.DrawRect(30.5f, y - 1.5f, 12, 3, paint);
                    break;
                case 1:
                    skia.DrawRect(30.5f, y - 1.5f, 12, 3, paint);
                    skia.DrawRect(35, y - 6, 3, 12, paint);
                    break;
                default:
                    skia.DrawCircle(36.5f, y, 4.5f, paint);
                    break;
            }
        }
    }

    private static void Box(SKCanvas skia, SKPaint paint, Draws draws)
    {
        paint.Color = new SKColor(62, 44, 112, 235);
        skia.DrawRoundRect(1322, 8, 191, 51, 5, 5, paint);
        (string Title, string Value)[] cells =
        [
            ("MAP", "World"),
            ("ROUND", string.Create(CultureInfo.InvariantCulture, $"{1 + draws.Below(5)} / 5")),
            ("SCORE", draws.Below(20_000).ToString(CultureInfo.InvariantCulture)),
        ];
        for (int i = 0; i < cells.Length; i++)
        {
            float x = 1354 + (i * 62);
            paint.Color = new SKColor(190, 178, 226);
            FlatDrawing.Text(skia, cells[i].Title, x, 27, 11, paint);
            paint.Color = SKColors.White;
            FlatDrawing.Text(skia, cells[i].Value, x, 47, 15, paint);
        }
    }

    private static void Map(SKCanvas skia, SKPaint paint, Draws draws)
    {
        var map = SKRect.Create(1266, 500, 251, 113);
        skia.Save();
        skia.ClipRect(map);
        paint.Color = new SKColor(150, 196, 232, 150);
        skia.DrawRect(map, paint);
        paint.Color = new SKColor(214, 222, 196, 165);
        for (int i = 0; i < 7; i++)
        {
            float x = draws.Between(1270f, 1510f);
            float y = draws.Between(510f, 600f);
            using var coast = new SKPathBuilder();
            for (int j = 0; j < 12; j++)
            {
                double angle = Math.Tau * j / 12;
                float reach = draws.Between(9f, 27f);
                float px = x + (float)(Math.Cos(angle) * reach * 1.5);
                float py = y + (float)(Math.Sin(angle) * reach);
                if (j == 0)
                {
                    coast.MoveTo(px, py);
                }
                else
                {
                    coast.LineTo(px, py);
                }
            }

            coast.Close();
            using SKPath land = coast.Detach();
            skia.DrawPath(land, paint);
        }

        skia.Restore();
        paint.Color = new SKColor(40, 42, 54, 165);
        skia.DrawRoundRect(1266, 614, 251, 27, 4, 4, paint);
        paint.Color = new SKColor(255, 255, 255, 200);
        FlatDrawing.Text(skia, "PLACE YOUR PIN ON THE MAP", 1391.5f, 632, 11, paint);
    }
}
