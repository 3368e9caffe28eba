using System.Globalization;
using Honnan.Learning.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Honnan.Cli.CommandLine;

/// <summary>The losses of a run as a small chart of characters.</summary>
internal sealed class LossCurve(IReadOnlyList<LogRow> log) : IRenderable
{
    private const int Rows = 8;
    private const int MaxColumns = 72;
    private static readonly string[] Levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

    public Measurement Measure(RenderOptions options, int maxWidth) => new(20, Math.Min(maxWidth, MaxColumns));

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int columns = Math.Clamp(Math.Min(maxWidth, MaxColumns) - 8, 1, Math.Max(1, log.Count));
        double[] losses = [.. Enumerable.Range(0, columns).Select(c => Mean((int)((long)c * log.Count / columns), (int)((long)(c + 1) * log.Count / columns)))];
        double top = Math.Max(losses.Max(), 1e-9);
        for (int row = Rows - 1; row >= 0; row--)
        {
            yield return new Segment(row == Rows - 1 ? string.Create(CultureInfo.InvariantCulture, $"{top,6:0.00} ") : row == 0 ? "  0.00 " : "       ");
            yield return new Segment(string.Concat(losses.Select(loss => Cell((loss / top * Rows) - row))), new Style(Color.Green));
            yield return Segment.LineBreak;
        }

        yield return new Segment($"       training loss, steps 1 to {log[^1].Step}");
        yield return Segment.LineBreak;
    }

    private double Mean(int from, int to) => log.Skip(from).Take(Math.Max(1, to - from)).Average(r => r.TrainingLoss);

    private static string Cell(double level) => level switch
    {
        <= 0 => " ",
        >= 1 => Levels[^1],
        _ => Levels[(int)(level * Levels.Length)],
    };
}
