using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Curation;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Learning.Fitting;
using Honnan.Learning.Models;
using Honnan.Learning.Probes;
using Honnan.Learning.Runtime;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Fits a model's rules of answering anew: honest probabilities, and which pictures it does not know.</summary>
internal sealed class CalibrateCommand : HonnanCommand
{
    private const int Seed = 1;
    private const int StrangeOfAKind = 20;
    private const int MostCorrupted = 120;

    private readonly Argument<string> _model = ModelArgument();
    private readonly Option<string> _data = new("--data") { Description = "the folder that curate wrote, on which the model was trained", HelpName = "SELECTION", Required = true };
    private readonly Option<CalibrationKind> _kind = ValueOptions.Choice<CalibrationKind>("--kind", "which numbers make the probabilities honest: one temperature, or two numbers a country (guesses then go to the countries that are frequent in validation)");
    private readonly Option<RefusalScore> _score = ValueOptions.Choice<RefusalScore>("--score", "by what pictures of another kind are told");
    private readonly Option<Precision> _precision = PrecisionOption();
    private readonly Option<string> _device = DeviceOption();
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _json = JsonOption();

    public CalibrateCommand(CommandOutput output)
        : base(output, "calibrate", "Fits a model's temperature and its threshold for pictures it does not know, on its validation pictures.", "honnan calibrate runs/first --data selection")
    {
        Arguments.Add(_model);
        foreach (Option option in (Option[])[_data, _kind, _score, _precision, _device, _threads, _json])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string folder = parsed.GetRequiredValue(_model);
        RunModel.ThrowIfNoFolder(folder, "what is found is written beside the run's weights");
        TorchRuntime.Start(parsed.GetValue(_threads));
        using TrainedModel model = TrainedModel.Open(folder, parsed.GetValue(_precision), parsed.GetRequiredValue(_device));
        Selection selection = Selection.Open(parsed.GetRequiredValue(_data));
        using JudgedSet validation = Side(model, selection, SplitSide.Validation);
        using JudgedSet training = Side(model, selection, SplitSide.Train);
        JudgedPicture[] heldOut = [.. validation.Pictures.Where(p => model.Learned?.Contain(p.Sha256!) != true)];
        if (!model.Description.HoldOut || heldOut.Length == 0)
        {
            throw new InputException($"the model has learned from the validation pictures, and nothing can be fitted on those; train it with --set training.holdOut=true");
        }

        (IReadOnlyList<ObservedPicture> learned, IReadOnlyList<ObservedPicture> held, IReadOnlyList<ScoreComparison> scores) =
            Output.WithProgress("fitting", report => Look(model, training, heldOut, validation, report, stop));
        Dictionary<CountryCode, int> classes = model.Countries.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        (int, GeoPoint)[] points = [.. training.Pictures.Where(p => p.Point is not null && classes.ContainsKey(p.Country)).Select(p => (classes[p.Country], p.Point!.Value))];
        AnswerRules rules = RuleFit.Of(learned, held, points, model.Countries, parsed.GetValue(_kind), parsed.GetValue(_score));
        rules.Write(folder);
        if (parsed.GetValue(_json))
        {
            Output.Json(new Fitted(rules.Pictures, rules.Calibration!, rules.Refusal!.Score, rules.Refusal.Threshold, rules.Refusal.RefusedShare, scores, rules.Map!.Cells.Count, rules.Map.Strength));
        }
        else
        {
            Show(rules, scores);
        }

        return Application.Done;
    }

    private static (IReadOnlyList<ObservedPicture> Learned, IReadOnlyList<ObservedPicture> Held, IReadOnlyList<ScoreComparison> Scores) Look(
        TrainedModel model, JudgedSet training, JudgedPicture[] heldOut, JudgedSet validation, Action<double, string> report, CancellationToken stop)
    {
        IReadOnlyList<JudgedPicture> first = RuleFit.Spread(training.Pictures, RuleFit.MostLearned);
        IReadOnlyList<JudgedPicture> second = RuleFit.Spread(heldOut, RuleFit.MostHeld);
        double all = first.Count + second.Count;
        IReadOnlyList<ObservedPicture> learned = Observation.Of(model, training.Bytes, first, done => report(done / all, "pictures learned from"), stop);
        IReadOnlyList<ObservedPicture> held = Observation.Of(model, validation.Bytes, second, done => report((learned.Count + done) / all, "pictures held out"), stop);
        DrawnPictures strange = StrangePictures.Draw(StrangeOfAKind, Seed);
        DrawnPictures corrupted = CorruptedPictures.Of(validation.Bytes, RuleFit.Spread(second, MostCorrupted).Select(p => p.Address), Seed);
        return (learned, held, ScoreComparison.Of(learned, held, Views(model, strange, stop), Views(model, corrupted, stop)));
    }

    private static IReadOnlyList<ViewOutput>[] Views(TrainedModel model, DrawnPictures drawn, CancellationToken stop) =>
        Observation.Views(model, drawn, [.. drawn.Pictures.Select(p => p.Address)], stop);

    private static JudgedSet Side(TrainedModel model, Selection selection, SplitSide side) => JudgedSet.From(selection, side, model.Description.Fold);

    private void Show(AnswerRules rules, IReadOnlyList<ScoreComparison> scores)
    {
        Calibration calibration = rules.Calibration!;
        Output.Results.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rules.Pictures} held-out pictures; {(calibration.Scale is null ? $"temperature {calibration.Temperature:0.000}" : "vector scaling")}: log loss {calibration.LogLossBefore:0.000} before, {calibration.LogLoss:0.000} after"));
        var table = new Table().AddColumns("told by", "AUROC: drawn", "corrupted", "refused: drawn", "corrupted");
        foreach (ScoreComparison s in scores)
        {
            string mark = s.Score == rules.Refusal!.Score ? " *" : "";
            table.AddRow($"{char.ToLowerInvariant($"{s.Score}"[0])}{$"{s.Score}"[1..]}{mark}", Number(s.StrangeAuroc, "0.000"), Number(s.CorruptedAuroc, "0.000"), Number(s.StrangeRefused, "0 %"), Number(s.CorruptedRefused, "0 %"));
        }

        Output.Results.Write(table);
        Output.Results.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"map of {rules.Map!.Cells.Count} cells, told apart {(rules.Map.NeedsFeatures ? $"by features with strength {rules.Map.Strength}" : "by their pictures' number alone")}"));
        Output.Results.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"* stored: above {rules.Refusal!.Threshold:0.###} a picture is not known, {rules.Refusal.RefusedShare:0.0 %} of the held-out ones"));
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Fitted(
        int Pictures, Calibration Calibration, RefusalScore Score, double Threshold, double RefusedShare, IReadOnlyList<ScoreComparison> Compared, int Cells, double CellStrength);
}
