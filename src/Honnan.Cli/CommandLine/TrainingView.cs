using System.Globalization;
using Honnan.Learning.Training;
using Spectre.Console;

namespace Honnan.Cli.CommandLine;

/// <summary>
/// Shows a run on standard error: in a terminal a bar, the figures and the growing curve of the losses; elsewhere a line
/// at every validation, and wherever half a minute has gone by without one.
/// </summary>
internal sealed class TrainingView(CommandOutput output, string title, TimeProvider clock)
{
    private const string Training = "training";
    private const string Validating = "validating";
    private const int BarWidth = 40;
    private const int LeastBar = 10; // with less room, the epoch is left out
    private static readonly TimeSpan RedrawnEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(30);

    private long _shown;
    private string _phase = "";

    /// <summary>Whether a step was made.</summary>
    public bool SawTraining { get; private set; }

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
        SawTraining |= p.Phase == Training;
        if (p.Phase != _phase || IsDue(RedrawnEvery))
        {
            (_shown, _phase) = (clock.GetTimestamp(), p.Phase);
            screen.UpdateTarget(Picture(p, output.Log.Profile.Width));
        }
    }

    private void Tell(TrainingProgress p)
    {
        SawTraining |= p.Phase == Training;
        bool validated = p.Phase == Training && p.Log[^1].ValidationLoss is not null;
        if (validated || (p.Phase != Validating && IsDue(ToldEvery)))
        {
            _shown = clock.GetTimestamp();
            output.Note(title + Line(p));
        }
    }

    private bool IsDue(TimeSpan every) => clock.GetElapsedTime(_shown) >= every;

    /// <summary>What is told where nobody watches.</summary>
    internal static string Line(TrainingProgress p)
    {
        string phase = p.Phase == Training && p.Log.Count > 0 ? "" : $"{p.Phase}, ";
        return $"{phase}{Place(p)}{Epoch(p)}: {string.Join(", ", Figures(p, ofNow: true))}";
    }

    private Rows Picture(TrainingProgress p, int width)
    {
        string figures = Packed(Figures(p, ofNow: false), width);
        var bar = new Markup(Bar(title + p.Phase, p, width));
        return p.Log.Count == 0
            ? new Rows(bar, new Text(figures))
            : new Rows(bar, new Text(figures), Text.Empty, new LossCurve(p.Log, p.Total));
    }

    /// <summary>The top line, as markup, within a terminal's width.</summary>
    internal static string Bar(string doing, TrainingProgress p, int width)
    {
        double share = (double)p.Done / Math.Max(1, p.Total);
        int room = width - doing.Length - " ".Length - " 100 %  ".Length - Place(p).Length - 1; // the last column stays free
        string epoch = room - Epoch(p).Length >= LeastBar ? Epoch(p) : "";
        int bar = Math.Clamp(room - epoch.Length, 0, BarWidth);
        int full = (int)(share * bar);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{doing.EscapeMarkup()} [steelblue]{new string('━', full)}[/][grey]{new string('━', bar - full)}[/] {share,5:0 %}  {Place(p)}{epoch}");
    }

    private static string Place(TrainingProgress p) => p.Log.Count == 0 ? $"{p.Done} of {p.Total} pictures" : $"step {p.Done} of {p.Total}";

    private static string Epoch(TrainingProgress p) => p.Log.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", epoch {p.Log[^1].Epoch:0.00}");

    /// <summary>The figures of a run, each a phrase that is not to be broken.</summary>
    /// <param name="p">Where it is.</param>
    /// <param name="ofNow">Whether an earlier step's validation is left out.</param>
    private static List<string> Figures(TrainingProgress p, bool ofNow)
    {
        var figures = new List<string>();
        if (p.Log.Count > 0)
        {
            figures.Add(string.Create(
                CultureInfo.InvariantCulture, $"{(ofNow ? "training loss" : "loss")} {RunEnd.RecentLoss(p.Log):0.000}, top-1 {p.Log.TakeLast(RunEnd.Recent).Average(r => r.TrainingTop1):0 %}"));
        }

        if (p.Log.LastOrDefault(r => r.ValidationLoss is not null) is { } row && !(ofNow && row.Step != p.Done))
        {
            figures.Add(string.Create(
                CultureInfo.InvariantCulture, $"{(ofNow ? "validation loss" : "validation")} {row.ValidationLoss:0.000}, top-1 {row.ValidationTop1:0.0 %}{(ofNow ? "" : $" (step {row.Step})")}"));
        }

        if (p.PicturesPerSecond > 0)
        {
            figures.Add(string.Create(CultureInfo.InvariantCulture, $"{p.PicturesPerSecond:0.0} pictures/s"));
            figures.Add($"{Duration(p.Left ?? TimeSpan.Zero)} left");
        }

        figures.Add($"{Environment.WorkingSet >> 20} MiB");
        return figures;
    }

    /// <summary>Phrases in as few lines as they fit into.</summary>
    internal static string Packed(IReadOnlyList<string> phrases, int width)
    {
        var lines = new List<string>();
        foreach (string phrase in phrases)
        {
            if (lines.Count > 0 && lines[^1].Length + ", ".Length + phrase.Length < width)
            {
                lines[^1] += $", {phrase}";
            }
            else
            {
                lines.Add(phrase);
            }
        }

        return string.Join('\n', lines);
    }

    internal static string Duration(TimeSpan time) => time.TotalDays >= 1
        ? time.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
