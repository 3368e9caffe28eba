using Honnan.Data;
using SkiaSharp;
using static Honnan.Learning.Probes.StrangePictures;

namespace Honnan.Learning.Probes;

/// <summary>Pages, drawings and charts: what a scanner or a screen shows.</summary>
internal static class PaperPainter
{
    private static readonly string[] Words =
        "the of and to in is was for on are as with they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know".Split(' ');

    /// <summary>Lines of text, a heading, perhaps a table.</summary>
    public static void Document(SKCanvas canvas, PictureSize size, Random random)
    {
        canvas.Clear(Colour(random, 12, 100, 93));
        using SKTypeface face = Typeface();
        float text = Between(random, 9, 18);
        using var font = new SKFont(face, text);
        using var heading = new SKFont(face, text * 1.8f);
        using var ink = new SKPaint { Color = Colour(random, 20, 25, 5), IsAntialias = true };
        float margin = Between(random, 0.05, 0.14) * size.Width;
        float y = Between(random, 0.08, 0.2) * size.Height;
        canvas.DrawText(Sentence(random, 4), margin, y, SKTextAlign.Left, heading, ink);
        for (y += 2.5f * text; y < size.Height - margin; y += 1.5f * text)
        {
            if (random.NextDouble() < 0.12)
            {
                y += text;
            }

            string line = "";
            float width = size.Width - (2 * margin) - (random.NextDouble() < 0.2 ? size.Width * 0.4f : 0);
            while (font.MeasureText(line) < width - (6 * text))
            {
                line += Words[random.Next(Words.Length)] + " ";
            }

            canvas.DrawText(line, margin, y, SKTextAlign.Left, font, ink);
        }
    }

    /// <summary>A child's picture: coloured shapes and strokes on paper.</summary>
    public static void Drawing(SKCanvas canvas, PictureSize size, Random random)
    {
        canvas.Clear(Colour(random, 30, 99, 88));
        for (int i = random.Next(6, 16); i > 0; i--)
        {
            using var paint = new SKPaint
            {
                Color = Colour(random, 95, 70, 20),
                IsAntialias = true,
                Style = random.NextDouble() < 0.5 ? SKPaintStyle.Fill : SKPaintStyle.Stroke,
                StrokeWidth = Between(random, 2, 9),
                StrokeCap = SKStrokeCap.Round,
            };
            (float x, float y) = (Between(random, 0, size.Width), Between(random, 0, size.Height));
            float r = Between(random, 0.04, 0.2) * size.Height;
            switch (random.Next(4))
            {
                case 0:
                    canvas.DrawCircle(x, y, r, paint);
                    break;
                case 1:
                    canvas.DrawRect(x, y, r * Between(random, 0.5, 2.5), r, paint);
                    break;
                default:
                    using (var path = new SKPathBuilder())
                    {
                        path.MoveTo(x, y);
                        for (int corner = random.Next(2, 6); corner > 0; corner--)
                        {
                            path.QuadTo(x + Between(random, -2 * r, 2 * r), y + Between(random, -2 * r, 2 * r), x + Between(random, -2 * r, 2 * r), y + Between(random, -2 * r, 2 * r));
                        }

                        using SKPath drawn = path.Detach();
                        canvas.DrawPath(drawn, paint);
                    }

                    break;
            }
        }
    }

    /// <summary>Bars with axes and labels.</summary>
    public static void Chart(SKCanvas canvas, PictureSize size, Random random)
    {
        canvas.Clear(random.NextDouble() < 0.7 ? SKColors.White : Colour(random, 20, 30, 10));
        using SKTypeface face = Typeface();
        using var font = new SKFont(face, Between(random, 10, 15));
        using var ink = new SKPaint { Color = new SKColor(120, 120, 120), IsAntialias = true, StrokeWidth = 1.5f };
        float left = 0.12f * size.Width;
        float bottom = 0.86f * size.Height;
        canvas.DrawText(Sentence(random, 5), left, 0.09f * size.Height, SKTextAlign.Left, font, ink);
        canvas.DrawLine(left, 0.14f * size.Height, left, bottom, ink);
        canvas.DrawLine(left, bottom, 0.95f * size.Width, bottom, ink);
        int bars = random.Next(4, 14);
        float step = 0.8f * size.Width / bars;
        using var fill = new SKPaint { Color = Colour(random, 90, 60, 35), IsAntialias = true };
        for (int i = 0; i < bars; i++)
        {
            float height = Between(random, 0.05, 0.68) * size.Height;
            canvas.DrawRect(left + (i * step) + (0.15f * step), bottom - height, 0.7f * step, height, fill);
            canvas.DrawText($"{random.Next(100)}", left + ((i + 0.3f) * step), bottom + 16, SKTextAlign.Left, font, ink);
        }
    }

    private static string Sentence(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
