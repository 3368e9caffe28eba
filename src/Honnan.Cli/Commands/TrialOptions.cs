using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Training;

namespace Honnan.Cli.Commands;

/// <summary>What <c>train</c> can do in place of training: trials that tell what a run would be like.</summary>
internal sealed class TrialOptions(CommandOutput output)
{
    private const int SearchSteps = 100;
    private const int OverfitSteps = 60;

    private readonly Option<bool> _estimate = new("--estimate") { Description = "say what time and memory the run will need, by a few steps; train nothing" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "go the whole way on a few pictures and keep nothing" };
    private readonly Option<bool> _overfit = new("--overfit-batch") { Description = "learn one batch by heart and keep nothing: the loss must fall towards 0" };
    private readonly Option<bool> _rate = new("--find-rate") { Description = "search the learning rate; learning-rates.csv, .svg and .png go to -o" };

    /// <summary>The options, for the command.</summary>
    public IReadOnlyList<Option> All => [_estimate, _dryRun, _overfit, _rate];

    /// <summary>Whether there is one of them.</summary>
    /// <exception cref="InputException">There are two.</exception>
    public bool Asked(ParseResult parsed)
    {
        string[] given = [.. new[] { _estimate, _dryRun, _overfit, _rate }.Where(parsed.GetValue).Select(o => o.Name)];
        return given.Length < 2 ? given.Length == 1 : throw new InputException($"{string.Join(" and ", given)} do different things; give one of them");
    }

    /// <summary>Does the trial that is asked for.</summary>
    public void Run(ParseResult parsed, Experiment experiment, string selection, int? fold, string? folder, bool force, bool json, CancellationToken stop)
    {
        TimeProvider clock = TimeProvider.System;
        var view = new TrainingView(output, "", clock);
        if (parsed.GetValue(_estimate))
        {
            Show(RunEstimator.Estimate(experiment, selection, fold, stop), json, Sentence);
        }
        else if (parsed.GetValue(_dryRun))
        {
            IReadOnlyList<string> files = [];
            IReadOnlyList<LogRow> log = view.Watch(report =>
            {
                (IReadOnlyList<LogRow> rows, files) = TrainingRehearsal.DryRun(experiment, selection, fold, clock, report, stop);
                return rows;
            });
            Show(new { steps = log.Count, trainingLoss = log[^1].TrainingLoss, validationLoss = log[^1].ValidationLoss, files }, json, d =>
                string.Create(CultureInfo.InvariantCulture, $"{d.steps} steps, training loss {d.trainingLoss:0.000}; a run writes {string.Join(", ", d.files)}"));
        }
        else if (parsed.GetValue(_overfit))
        {
            IReadOnlyList<LogRow> log = view.Watch(report => TrainingRehearsal.OverfitBatch(experiment, selection, fold, OverfitSteps, clock, report, stop));
            BatchVerdict verdict = TrainingRehearsal.Judge(log);
            Show(new { steps = log.Count, firstLoss = log[0].TrainingLoss, lastLoss = log[^1].TrainingLoss, lastTop1 = log[^1].TrainingTop1, verdict }, json, d =>
                string.Create(CultureInfo.InvariantCulture, $"one batch {d.steps} times: loss {d.firstLoss:0.000} at first, {d.lastLoss:0.000} in the end, {d.lastTop1:0 %} right; {Sentence(d.verdict)}"));
        }
        else
        {
            Search(experiment, selection, fold, folder ?? throw new InputException("--find-rate needs -o: the folder for its chart"), force, view, json, stop);
        }
    }

    private void Search(Experiment experiment, string selection, int? fold, string folder, bool force, TrainingView view, bool json, CancellationToken stop)
    {
        if (File.Exists(folder))
        {
            throw new InputException($"'{folder}' is a file; name a folder");
        }

        if (!force && File.Exists(Path.Combine(folder, "learning-rates.csv")))
        {
            throw new InputException($"'{folder}' holds a search already; replace it by --force, or name another folder");
        }

        RateSearch? search = null;
        view.Watch(report =>
        {
            search = LearningRateFinder.Find(experiment, selection, fold, SearchSteps, TimeProvider.System, report, stop);
            return [];
        });
        LearningRateFinder.Write(folder, search!);
        Show(new { steepest = search!.Steepest, tenthOfLowest = search.TenthOfLowest, steps = search.Trials.Count, folder }, json, d =>
            string.Create(CultureInfo.InvariantCulture, $"the loss falls fastest at learning rate {d.steepest:0.0e0}; a tenth of the lowest loss's is {d.tenthOfLowest:0.0e0}; chart in {d.folder}"));
    }

    private void Show<T>(T result, bool json, Func<T, string> sentence)
    {
        if (json)
        {
            output.Json(result);
        }
        else
        {
            output.Raw.WriteLine(sentence(result));
        }
    }

    private static string StepTime(double seconds) =>
        seconds < 0.1
            ? string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.##} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    /// <summary>The floor is 0, as smoothing, mixing and dropout are left out.</summary>
    private static string Sentence(BatchVerdict verdict) => verdict switch
    {
        BatchVerdict.Learnt => "it fell close to its floor, 0: the net learns",
        BatchVerdict.Falling => "it falls towards its floor, 0, but slowly: a higher learning rate may do (--find-rate)",
        _ => "it does not fall towards its floor, 0: look at the labels, the learning rate (--find-rate) and what is frozen",
    };

    private static string Sentence(RunEstimate e) => string.Create(
        CultureInfo.InvariantCulture,
        $"{e.Steps} steps of {StepTime(e.StepSeconds)} on {e.TrainingPictures} pictures, {e.ValidationPictures} to validate with; {e.LearningParameters / 1e6:0.00} of {e.Parameters / 1e6:0.00} million parameters learn; about {TrainingView.Duration(TimeSpan.FromSeconds(e.Seconds))}, {e.MemoryMiB:0} MiB of memory, {e.CheckpointMiB:0} MiB a checkpoint");
}
