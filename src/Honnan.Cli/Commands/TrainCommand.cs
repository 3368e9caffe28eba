using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Learning.Experiments;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;

namespace Honnan.Cli.Commands;

/// <summary>Trains a net.</summary>
internal sealed class TrainCommand : HonnanCommand
{
    private readonly Argument<string> _experiment = new("experiment") { Description = "what to train, and how", HelpName = "EXPERIMENT.json" };
    private readonly Option<string> _data = new("--data") { Description = "the folder that curate wrote", Required = true, HelpName = "SELECTION" };
    private readonly Option<string> _out = OutputOption("the run's folder");
    private readonly Option<bool> _resume = new("--resume") { Description = "go on from the last checkpoint, where there is one" };
    private readonly Option<string?> _fold = new("--fold") { Description = "keep this fold's pictures for the test; 'all' trains once a fold, into RUN/fold-0, RUN/fold-1, …", HelpName = "K|all" };
    private readonly Option<string[]> _set = new("--set") { Description = "override a value of the experiment; may be repeated", HelpName = "path.to.key=value", AllowMultipleArgumentsPerToken = false };
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public TrainCommand(CommandOutput output)
        : base(output, "train", "Trains a net on a selection.", "honnan train experiments/lite0-head.json --data selection -o runs/first --set training.epochs=2")
    {
        Arguments.Add(_experiment);
        Options.Add(_data);
        Options.Add(_out);
        Options.Add(_resume);
        Options.Add(_fold);
        Options.Add(_set);
        Options.Add(_threads);
        Options.Add(_force);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        Experiment experiment = Experiment.Read(parsed.GetRequiredValue(_experiment), parsed.GetValue(_set));
        string selection = parsed.GetRequiredValue(_data);
        TorchRuntime.Start(parsed.GetValue(_threads));
        var results = new List<TrainedRun>();
        foreach ((int? fold, string path) in Folds.Of(parsed.GetValue(_fold), selection, parsed.GetRequiredValue(_out)))
        {
            RunFolder run = RunFolder.Open(path, parsed.GetValue(_resume), parsed.GetValue(_force));
            string title = fold is null ? "" : $"fold {fold}: ";
            IReadOnlyList<LogRow> log = Output.WithProgress(title, report => TrainingRun.Execute(
                experiment, selection, fold, run, parsed.GetValue(_resume), TimeProvider.System, p => report((double)p.Done / Math.Max(1, p.Total), Describe(p)), stop));
            LogRow last = log[^1];
            results.Add(new TrainedRun(path, fold, last.Step, last.TrainingLoss, last.ValidationLoss, last.ValidationTop1));
            if (!parsed.GetValue(_json))
            {
                Output.Results.Write(new LossCurve(log));
                string validation = last.ValidationLoss is null ? "" : string.Create(CultureInfo.InvariantCulture, $", validation loss {last.ValidationLoss:0.000}, top-1 {last.ValidationTop1:0.0 %}");
                Output.Note(string.Create(CultureInfo.InvariantCulture, $"{title}{last.Step} steps, training loss {last.TrainingLoss:0.000}{validation}; run in {path}"));
            }
        }

        if (parsed.GetValue(_json))
        {
            Output.Json(results);
        }

        return Application.Done;
    }

    private static string Describe(TrainingProgress p) => p.Last is null
        ? $"{p.Phase} {p.Done}/{p.Total}"
        : string.Create(CultureInfo.InvariantCulture, $"{p.Phase} {p.Done}/{p.Total}, loss {p.Last.TrainingLoss:0.000}, {p.PicturesPerSecond:0} pictures/s, {p.Left:hh\\:mm\\:ss} left");

    private sealed record TrainedRun(string Run, int? Fold, long Steps, double TrainingLoss, double? ValidationLoss, double? ValidationTop1);
}
