using System.Globalization;
using Honnan.Learning.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Honnan.Cli.CommandLine;

/// <summary>The losses of a run as a small chart of characters: bars for the training's, dots for the validations'.</summary>
/// <param name="log">The steps so far, at least one.</param>
/// <param name="steps">The steps of the whole run: what is not done yet stays blank.</param>
internal sealed class LossCurve(IReadOnlyList<LogRow> log, long steps) : IRenderable
{
    private const int Rows = 8;
    private const int Margin = 7;
    private const int MaxWidth = 100;
    private static readonly string[] Levels = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    private static readonly Style Training = new(Color.SteelBlue);
    private static readonly Style Validation = new(Color.Orange1);

    public Measurement Measure(RenderOptions options, int maxWidth) => new(20, Math.Min(maxWidth, MaxWidth));

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int columns = (int)Math.Clamp(steps, 1, Math.Max(1, Math.Min(maxWidth, MaxWidth) - Margin - 1));
        double?[] training = Means(columns, r => r.TrainingLoss);
        double?[] validation = Means(columns, r => r.ValidationLoss);
        double top = Math.Max(training.Concat(validation).Max() ?? 0, 1e-9);
        for (int row = Rows - 1; row >= 0; row--)
        {
            double? label = row == Rows - 1 ? top : row == 0 ? 0 : row == Rows / 2 ? top / 2 : null;
            yield return new Segment(string.Create(CultureInfo.InvariantCulture, $"{label,Margin - 1:0.00} "));
            for (int c = 0; c < columns; c++)
            {
                yield return validation[c] is { } v && Math.Min((int)(v / top * Rows), Rows - 1) == row
                    ? new Segment("●", Validation)
                    : new Segment(Levels[(int)Math.Clamp(Math.Ceiling(((training[c] ?? 0) / top * Rows * 8) - (row * 8)), 0, 8)], Training);
            }

            yield return Segment.LineBreak;
        }

        yield return new Segment(new string(' ', Margin));
        yield return new Segment("▇ training loss", Training);
        if (validation.Any(v => v is not null))
        {
            yield return new Segment("  ● validation loss", Validation);
        }

        yield return new Segment(string.Create(CultureInfo.InvariantCulture, $"  steps 1 to {steps}"));
        yield return Segment.LineBreak;
    }

    /// <summary>The mean of each column's steps, null where there is none; where steps are few, a column shows the nearest.</summary>
    private double?[] Means(int columns, Func<LogRow, double?> value)
    {
        var sums = new (double Sum, int Count)[columns];
        foreach (LogRow row in log)
        {
            if (value(row) is { } loss)
            {
                int column = (int)((row.Step - 1) * columns / steps);
                sums[column] = (sums[column].Sum + loss, sums[column].Count + 1);
            }
        }

        return Array.ConvertAll(sums, s => s.Count > 0 ? s.Sum / s.Count : (double?)null);
    }
}
