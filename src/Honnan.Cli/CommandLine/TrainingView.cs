using System.Globalization;
using Honnan.Learning.Training;
using Spectre.Console;

namespace Honnan.Cli.CommandLine;

/// <summary>
/// Shows a run on standard error: in a terminal a bar, the figures and the growing curve of the losses; elsewhere a line
/// at every validation, and twice a minute.
/// </summary>
internal sealed class TrainingView(CommandOutput output, string title, TimeProvider clock)
{
    private const int BarWidth = 40;
    private static readonly TimeSpan RedrawnEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(30);

    private long _shown;
    private string _phase = "";

    /// <summary>Runs a training that reports to this view.</summary>
    public IReadOnlyList<LogRow> Watch(Func<Action<TrainingProgress>, IReadOnlyList<LogRow>> train)
    {
        _shown = clock.GetTimestamp();
        return output.Watched
            ? output.Log.Live(Text.Empty).AutoClear(true).Start(screen => train(p => Draw(screen, p)))
            : train(Tell);
    }

    private void Draw(LiveDisplayContext screen, TrainingProgress p)
    {
        if (IsDue(RedrawnEvery, p))
        {
            screen.UpdateTarget(Picture(p));
        }
    }

    private void Tell(TrainingProgress p)
    {
        bool validated = p.Phase == "training" && p.Log[^1].ValidationLoss is not null;
        if (validated || IsDue(ToldEvery, p))
        {
            output.Note($"{title}{p.Phase}, {Place(p)}; {Figures(p)}".TrimEnd(' ', ';'));
        }
    }

    /// <summary>Whether the phase is a new one, or the last picture is old enough.</summary>
    private bool IsDue(TimeSpan every, TrainingProgress p)
    {
        long now = clock.GetTimestamp();
        if (p.Phase == _phase && clock.GetElapsedTime(_shown, now) < every)
        {
            return false;
        }

        (_shown, _phase) = (now, p.Phase);
        return true;
    }

    private Rows Picture(TrainingProgress p)
    {
        double share = (double)p.Done / Math.Max(1, p.Total);
        int full = (int)(share * BarWidth);
        var bar = new Markup(string.Create(
            CultureInfo.InvariantCulture,
            $"{title.EscapeMarkup()}{p.Phase} [steelblue]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/] {share,4:0 %}  {Place(p)}"));
        return p.Log.Count == 0
            ? new Rows(bar, new Text(Figures(p)))
            : new Rows(bar, new Text(Figures(p)), Text.Empty, new LossCurve(p.Log, p.Total));
    }

    private static string Place(TrainingProgress p) => p.Log.Count == 0
        ? $"{p.Done} of {p.Total} pictures"
        : string.Create(CultureInfo.InvariantCulture, $"step {p.Done} of {p.Total}, epoch {p.Log[^1].Epoch:0.00}");

    private static string Figures(TrainingProgress p)
    {
        var figures = new List<string>();
        if (p.Log.Count > 0)
        {
            figures.Add(string.Create(
                CultureInfo.InvariantCulture, $"loss {p.Log.TakeLast(20).Average(r => r.TrainingLoss):0.000}, top-1 {p.Log.TakeLast(20).Average(r => r.TrainingTop1):0 %}"));
        }

        if (p.Log.LastOrDefault(r => r.ValidationLoss is not null) is { } row)
        {
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"validation {row.ValidationLoss:0.000}, top-1 {row.ValidationTop1:0.0 %} (step {row.Step})"));
        }

        if (p.PicturesPerSecond > 0)
        {
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"{p.PicturesPerSecond:0.0} pictures/s"));
            figures.Add($"{Duration(p.Left ?? TimeSpan.Zero)} left");
        }

        figures.Add($"{Environment.WorkingSet >> 20} MiB");

        return string.Join(", ", figures);
    }

    internal static string Duration(TimeSpan time) => time.TotalDays >= 1
        ? time.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
