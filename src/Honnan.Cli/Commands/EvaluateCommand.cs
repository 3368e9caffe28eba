using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Data.Files;
using Honnan.Data.Loading;
using Honnan.Learning.Evaluation;
using Honnan.Learning.Evaluation.Shortcuts;
using Honnan.Learning.Explaining.Audit;
using Honnan.Learning.Metrics;
using Honnan.Learning.Reporting;
using Honnan.Learning.Runtime;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Judges a model on pictures that it was not trained on.</summary>
internal sealed class EvaluateCommand : HonnanCommand
{
    private readonly Argument<string> _model = ModelArgument(exported: true);
    private readonly JudgedPicturesOptions _pictures;
    private readonly Option<string?> _out = new("--output", "-o") { Description = "folder for the report: figures, predictions, charts", HelpName = "DIR" };
    private readonly Option<string?> _against = new("--against") { Description = "another model to compare with on the same pictures: McNemar's test and the differences with intervals", HelpName = "MODEL" };
    private readonly Option<bool> _views = new("--views") { Description = "also try 1, 2, 4 and 8 windows of panoramas, mirror images, and ways of putting views together; takes several times as long" };
    private readonly Option<bool> _audit = new("--audit") { Description = "also look for what the model should not rest on: overlay, watermarks, the camera's car, single places of the frame, single sources; takes some ten times as long" };
    private readonly Option<bool> _kept = new("--kept-features") { Description = "with --data: where training kept a picture's features, take those; only the head is run, and picturesPerSecond says nothing" };
    private readonly Option<Precision> _precision = PrecisionOption(exported: true);
    private readonly Option<string> _device = DeviceOption(exported: true);
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public EvaluateCommand(CommandOutput output)
        : base(output, "evaluate", "Judges a model: top-1, top-5, confusion matrix and more, with intervals.", "honnan evaluate runs/first --data selection -o judged")
    {
        _pictures = new JudgedPicturesOptions(this, allFolds: true);
        Arguments.Add(_model);
        foreach (Option option in (Option[])[_out, _against, _views, _audit, _kept, _precision, _device, _threads, _force, _json])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string model = parsed.GetRequiredValue(_model);
        if (parsed.GetValue(_audit) && _pictures.Runs(parsed, model).Count > 1)
        {
            throw new InputException("--audit looks at one model: give --fold a number, not 'all'");
        }

        if (parsed.GetValue(_audit) && FileModel.IsNamed(model))
        {
            throw new InputException($"--audit covers parts of what the net sees and needs a run's folder, not the exported '{model}'");
        }

        using OutputFolder? folder = parsed.GetValue(_out) is { } path ? OutputFolder.Create(path, parsed.GetValue(_force), "evaluation") : null;
        Judgement judgement = Output.WithProgress("judging", report => Judge(parsed, model, folder is not null, parsed.GetValue(_views), report, stop));
        EvaluationDocument document = judgement.Conclude(out Figures figures, stop);
        if (parsed.GetValue(_audit))
        {
            document = document with { Shortcuts = Output.WithProgress("", report => Audit(parsed, model, report, stop)) };
        }

        if (parsed.GetValue(_against) is { } against)
        {
            Judgement other = Output.WithProgress($"judging {against}", report => Judge(parsed, against, probes: false, views: false, report, stop));
            document = document with { Against = Comparison.Of(judgement, other, against, stop) };
        }

        foreach (string unreadable in judgement.Unreadable)
        {
            Output.Note($"not readable: {unreadable}");
        }

        if (document.Caution is { } caution)
        {
            Output.Note($"warning: {caution}");
        }

        if (folder is not null)
        {
            string title = _pictures.Title(parsed, model) + (document.Caution is null ? "" : document.Learned is { } known ? $" ({known} learned from)" : " (perhaps learned from)");
            EvaluationFiles.Write(folder, title, judgement, document, figures);
            WriteReport(parsed, model, folder, title, judgement, document, figures, stop);
            folder.Commit();
        }

        if (parsed.GetValue(_json))
        {
            Output.Raw.Write(document.ToJson());
        }
        else
        {
            Show(document);
        }

        return Application.Done;
    }

    private void WriteReport(
        ParseResult parsed, string name, OutputFolder folder, string title, Judgement judgement, EvaluationDocument document, Figures figures, CancellationToken stop)
    {
        (int? fold, string run) = _pictures.Runs(parsed, name)[0];
        using IAskedModel model = Open(parsed, run);
        using JudgedSet set = _pictures.Open(parsed, fold, model.Origin);
        RunRecord record = RunRecord.Of(run, model.Description);
        var input = new ReportInput
        {
            Title = title,
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(name))),
            Model = model.Description,
            Parameters = model.Parameters,
            Document = document,
            Confusion = figures.Confusion,
            Vocabulary = judgement.Vocabulary,
            Predictions = judgement.Predictions,
            Training = record.Curves,
            TrainingSeconds = record.Seconds,
            Machine = Machine.This(),
            Day = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        EvaluationReport.Write(folder.FilePath("report.html"), input, set.Bytes, stop);
        AtomicFile.WriteText(folder.FilePath("model-card.md"), ModelCard.Text(input));
    }

    private ShortcutReport Audit(ParseResult parsed, string name, Action<double, string> report, CancellationToken stop)
    {
        (int? fold, string run) = _pictures.Runs(parsed, name)[0];
        using var model = new RunModel(run, parsed.GetValue(_precision), parsed.GetRequiredValue(_device), parsed.GetValue(_threads));
        using JudgedSet set = _pictures.Open(parsed, fold, model.Origin);
        return new ShortcutAudit(model.Trained, set).Run(report, stop);
    }

    private IAskedModel Open(ParseResult parsed, string model) => new AskedModelOptions(_precision, _device, _threads).Open(parsed, model);

    private Judgement Judge(ParseResult parsed, string model, bool probes, bool views, Action<double, string> report, CancellationToken stop)
    {
        Judgement? judgement = null;
        foreach ((int? fold, string run) in _pictures.Runs(parsed, model))
        {
            using IAskedModel asked = Open(parsed, run);
            ExtraTrials extra = new(probes, !views ? null : (asked as RunModel)?.Trained ?? throw new InputException("--views is for runs: an exported model is asked as it was exported"));
            using JudgedSet set = _pictures.Open(parsed, fold, asked.Origin);
            if (parsed.GetValue(_kept))
            {
                KeptBy(parsed, asked, set);
            }

            judgement ??= new Judgement(asked.Countries);
            int? learned = _pictures.Learned(parsed, asked.Origin, set, Output, stop);
            judgement.Add(asked, set, learned, TimeProvider.System, extra, (done, all) => report((double)done / all, fold is null ? $"{done} of {all}" : $"fold {fold}: {done} of {all}"), stop);
        }

        return judgement!;
    }

    private void KeptBy(ParseResult parsed, IAskedModel model, JudgedSet set) =>
        (model as RunModel ?? throw new InputException("--kept-features is for runs: an exported model has no features apart from its answers"))
            .TakeKept(_pictures.SelectionFolder(parsed) ?? throw new InputException("--kept-features goes with --data: features are kept with a selection"), set);

    private void Show(EvaluationDocument document)
    {
        var table = new Table().AddColumns("", "pictures", "top-1", "top-5");
        table.AddRow("all", $"{document.Pictures}", Share(document.Top1, document.Intervals["top1"]), Share(document.Top5, document.Intervals["top5"]));
        foreach (SourceFigures source in document.PerSource)
        {
            table.AddRow(source.Source.EscapeMarkup(), $"{source.Pictures}", Share(source.Top1, source.Intervals?["top1"]), Share(source.Top5, source.Intervals?["top5"]));
        }

        Output.Results.Write(table);
        Output.Results.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"balanced accuracy {document.BalancedAccuracy:0.0 %}, macro F1 {document.MacroF1:0.000}, log loss {document.LogLoss:0.000}, calibration error {document.Ece:0.000}; {document.Classes} countries, {document.Outside} pictures from outside them, {document.Unreadable} not readable, {document.PicturesPerSecond:0.0} pictures/s"));
        if (document.MedianKm is { } median)
        {
            Output.Results.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"median error {median:#,0} km; within 25 / 200 / 750 / 2500 km {string.Join(" / ", document.Within!.Values.Select(share => share.ToString("0.0 %", CultureInfo.InvariantCulture)))}; score {document.GeoScore:#,0} of 5,000; point in the right country {document.PointTop1:0.0 %}, by the country's probability {document.ClassifierTop1OfPlaced:0.0 %}"));
        }

        if (document.Places is { } places)
        {
            Output.Results.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{places.Places} places of several pictures: top-1 {places.Top1:0.0 %} together, {places.Top1Alone:0.0 %} picture by picture"));
        }

        ShowViews(document.Views ?? []);
        foreach (string sentence in document.Shortcuts?.Verdict ?? [])
        {
            Output.Results.WriteLine(sentence);
        }

        if (document.Against is { } against)
        {
            Output.Results.WriteLine(against.Sentence());
        }
    }

    private void ShowViews(IReadOnlyList<ViewFigures> views)
    {
        if (views.Count == 0)
        {
            return;
        }

        var table = new Table().AddColumns("views", "pictures", "by probabilities", "by logits", "learned", "ms");
        foreach (var group in views.GroupBy(v => (v.Of, v.Windows, v.Mirrored)))
        {
            Dictionary<ViewCombination, ViewFigures> by = group.ToDictionary(v => v.Combination);
            string Cell(ViewCombination combination) => by.TryGetValue(combination, out ViewFigures? v)
                ? string.Create(CultureInfo.InvariantCulture, $"{100 * v.Top1:0.0} % / {v.LogLoss:0.000}")
                : "";
            ViewFigures first = group.First();
            string what = first.Of == "panoramas" ? $"panoramas, {first.Windows} {(first.Windows == 1 ? "window" : "windows")}" : first.Of;
            table.AddRow(
                what + (first.Mirrored ? ", mirrored too" : ""), $"{first.Pictures}", Cell(ViewCombination.Probabilities), Cell(ViewCombination.Logits), Cell(ViewCombination.Learned),
                first.Milliseconds.ToString("0", CultureInfo.InvariantCulture));
        }

        Output.Results.Write(table);
    }

    private static string Share(double value, Interval? interval) => interval is { } ends
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} % ({100 * ends.Low:0.0} to {100 * ends.High:0.0})")
        : string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %");
}
