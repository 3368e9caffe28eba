using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Cluster;
using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;

namespace Honnan.Cli.Commands;

/// <summary>Trains a net, or tries beforehand what that would be like.</summary>
internal sealed class TrainCommand : HonnanCommand
{
    private readonly Argument<string> _experiment = new("experiment") { Description = "what to train, and how", HelpName = "EXPERIMENT.json" };
    private readonly Option<string> _data = new("--data") { Description = "the folder that curate wrote", Required = true, HelpName = "SELECTION" };
    private readonly Option<string> _out = OutputOption("the run's folder", required: false);
    private readonly Option<bool> _resume = new("--resume") { Description = "go on from the last checkpoint, where there is one" };
    private readonly Option<string?> _fold = new("--fold") { Description = "keep this fold's pictures for the test; 'all' trains once a fold, into RUN/fold-0, RUN/fold-1, …", HelpName = "K|all" };
    private readonly Option<string[]> _set = new("--set") { Description = "override a value of the experiment; may be repeated", HelpName = "path.to.key=value", AllowMultipleArgumentsPerToken = false };
    private readonly TrialOptions _trials;
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public TrainCommand(CommandOutput output)
        : base(output, "train", "Trains a net on a selection.", "honnan train experiments/lite0-head.json --data selection -o runs/first --set training.epochs=2")
    {
        _trials = new TrialOptions(output);
        Arguments.Add(_experiment);
        foreach (Option option in (Option[])[_data, _out, _resume, _fold, _set, .. _trials.All, _threads, _force, _json])
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_out) is null && !_trials.All.Any(result.Gives))
            {
                result.AddError("Option '--output' is required");
            }
        });
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        (bool resume, bool force) = (parsed.GetValue(_resume), parsed.GetValue(_force));
        IRanks ranks = MpiRanks.Begin();
        Experiment? read = null;
        ranks.Agree(() =>
        {
            if (resume && force)
            {
                throw new InputException("--resume goes on with a run and --force replaces it; give one of them");
            }

            read = Experiment.Read(parsed.GetRequiredValue(_experiment), parsed.GetValue(_set));
        });
        Experiment experiment = read!;
        string selection = parsed.GetRequiredValue(_data);
        if (_trials.Asked(parsed))
        {
            if (ranks.Count > 1)
            {
                ranks.Agree(() => throw new InputException("a trial runs in one process; leave mpirun or srun out"));
            }

            if (resume)
            {
                throw new InputException("--resume goes on with a run; a trial begins anew");
            }

            int? fold = Folds.Of(parsed.GetValue(_fold), selection, "")[0].Fold; // of all, the first
            TorchRuntime.Start(parsed.GetValue(_threads));
            _trials.Run(parsed, RunArithmetic.Resolve(experiment), selection, fold, parsed.GetValue(_out), force, parsed.GetValue(_json), stop);
            return Application.Done;
        }

        string path = parsed.GetRequiredValue(_out);
        IReadOnlyList<(int? Fold, string Run)> folds = [];
        RunFolder[] runs = [];
        ranks.Agree(() =>
        {
            folds = Folds.Of(parsed.GetValue(_fold), selection, path);
            runs = ranks.Leads() ? [.. folds.Select(f => RunFolder.Open(f.Run, resume, force))] : []; // all are looked at before the first is trained
        });
        TorchRuntime.Start(ThreadsOf(parsed));
        var results = new List<TrainedRun>();
        foreach ((int place, (int? fold, _)) in folds.Index())
        {
            RunFolder? run = ranks.Leads() ? runs[place] : null;
            string title = fold is null ? "" : $"fold {fold}: ";
            ranks.Agree(() => Warn(experiment, run, resume, title));
            bool finished = resume && run is not null && File.Exists(run.File("model.json"));
            var view = new TrainingView(Output, title, TimeProvider.System);
            IReadOnlyList<LogRow> log;
            try
            {
                log = view.Watch(report => TrainingRun.Execute(experiment, selection, fold, run, resume, TimeProvider.System, report, ranks, stop));
            }
            catch (OperationCanceledException) when (ranks.Leads())
            {
                Output.Note("what is done is kept; the same command with --resume goes on from there");
                throw;
            }

            if (run is null)
            {
                continue;
            }

            if (finished && !view.SawTraining)
            {
                Output.Note($"{title}the run was finished already: no step was made; the rules of its answers were fitted anew, and its files written");
            }

            var end = RunEnd.Of(log, experiment.Training.Watch);
            results.Add(new TrainedRun(run.Result, fold, end.Last.Step, end.TrainingLoss, end.Model.Step, end.Model.ValidationLoss, end.Model.ValidationTop1));
            if (!parsed.GetValue(_json))
            {
                if (Output.ResultsWatched)
                {
                    Output.Results.Write(new LossCurve(log, end.Last.Step));
                }

                Output.Raw.WriteLine($"{title}{Told(end)}; run in {run.Result}");
            }
        }

        if (parsed.GetValue(_json) && ranks.Leads())
        {
            Output.Json(results);
        }

        ranks.Dissolve();
        return Application.Done;
    }

    private void Warn(Experiment experiment, RunFolder? run, bool resume, string title)
    {
        if (run is null)
        {
            return; // the leading rank does
        }

        TrainingOptions resolved = RunArithmetic.Resolve(experiment, run, resume).Training;
        if (Processor.Caution(resolved.Precision, ComputeDevice.Resolve(resolved.Device)) is { } caution)
        {
            Output.Note($"{title}warning: {caution}");
        }
    }

    /// <summary>The threads that were asked for; of several ranks on the same cores, else each takes its part of them.</summary>
    private int ThreadsOf(ParseResult parsed) => parsed.GetValue(_threads) is var asked && asked == 0 && MpiRanks.Current is { } ranks ? ranks.Host.Threads : asked;

    /// <summary>What the run came to, in a sentence without its end.</summary>
    internal static string Told(RunEnd end)
    {
        string validation = end.Model.ValidationLoss is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $"validation loss {end.Model.ValidationLoss:0.000}, top-1 {end.Model.ValidationTop1:0.0 %}");
        if (end.Without is null && end.Model.Step == end.Last.Step)
        {
            string training = string.Create(CultureInfo.InvariantCulture, $"{end.Last.Step} steps, training loss {end.TrainingLoss:0.000} (mean of the last {Math.Min(end.Last.Step, RunEnd.Recent)} steps)");
            return validation.Length > 0 ? $"{training}, {validation}" : training;
        }

        string why = end.Without is { } without ? $": {without} validation{(without == 1 ? "" : "s")} without a better one" : "";
        return $"{end.Last.Step} steps{why}; the model is of step {end.Model.Step}: {validation}";
    }

    /// <param name="Run">The folder.</param>
    /// <param name="Fold">That was kept for the test; null for the selection's split.</param>
    /// <param name="Steps">Made in all.</param>
    /// <param name="TrainingLoss">The mean of the last steps, as <see cref="RunEnd"/> has it.</param>
    /// <param name="ModelStep">The step whose model lies in the folder.</param>
    /// <param name="ValidationLoss">That model's.</param>
    /// <param name="ValidationTop1">That model's too.</param>
    private sealed record TrainedRun(string Run, int? Fold, long Steps, double TrainingLoss, long ModelStep, double? ValidationLoss, double? ValidationTop1);
}
