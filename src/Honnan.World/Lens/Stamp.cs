using Honnan.World.Rasters;
using SkiaSharp;

namespace Honnan.World.Lens;

/// <summary>The planted fault: a line of print near the lower edge, left of the middle, outside every overlay.</summary>
internal static class Stamp
{
    private const string Text = "© Street Archive";

    public static void Apply(Canvas canvas, byte owner)
    {
        float unit = canvas.Height / 662f;
        uint[] before = [.. canvas.Pixels];
        FlatDrawing.Over(canvas, skia =>
        {
            using var paint = new SKPaint { IsAntialias = true };
            float x = canvas.Width * 0.36f;
            float y = canvas.Height - (17 * unit);
            paint.Color = new SKColor(20, 20, 22, 150);
            skia.DrawRoundRect(x - (88 * unit), y - (17 * unit), 176 * unit, 24 * unit, 4 * unit, 4 * unit, paint);
            paint.Color = new SKColor(255, 255, 255, 235);
            FlatDrawing.Text(skia, Text, x, y, 17 * unit, paint);
        });
        for (int i = 0; i < before.Length; i++)
        {
            if (((before[i] ^ canvas.Pixels[i]) & 0xFFFFFF) != 0)
            {
                canvas.Owners[i] |= owner;
            }
        }
    }
}
