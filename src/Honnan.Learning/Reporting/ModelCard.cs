using System.Globalization;
using System.Text;
using System.Text.Json;
using Honnan.Data.Geography;
using Honnan.Learning.Evaluation;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Reporting;

/// <summary>
/// A model in words for those who may use it (Mitchell et al. 2019, "Model Cards for Model Reporting"), in Markdown with the
/// front matter that Hugging Face's hub reads.
/// </summary>
public static class ModelCard
{
    private const int Weakest = 8;
    private const double LeastShown = 0.005; // what would be 0 % says nothing

    /// <summary>The card's text.</summary>
    public static string Text(ReportInput input)
    {
        var card = new StringBuilder();
        Front(card, input);
        EvaluationDocument d = input.Document;
        Filled(card, $"# {input.Name}");
        Filled(card, $"\nNames the country in which a street picture was taken, among {d.Classes} countries. A {input.Model.Net}{(input.Model.LastStage is { } last ? $" up to its stage {last}" : "")} of {input.Parameters / 1e6:0.0} million numbers, trained and judged with Honnan.");
        Line(card, "\n## Use");
        Filled(card, $"\n```bash\nhonnan predict photo.jpg --model {input.Name}\n```");
        Filled(card, $"\nFor pictures taken from a road at about a car's height, of countries among these: {string.Join(", ", input.Vocabulary)}. It always names one of them, whatever the picture shows, so look at `probability`{(d.Calibration.EceBefore is null ? "" : " (calibrated)")}{(d.Probes?.Strangers.Count > 0 ? " and `known`" : "")}. Not for finding people or where they live.");
        Figures(card, d);
        Limits(card, input);
        Line(card, "\n## Training");
        Filled(card, $"\n{(input.Model.Steps > 0 ? string.Create(CultureInfo.InvariantCulture, $"{input.Model.Steps:#,0} steps; p") : "P")}ictures with a short side of {input.Model.Loading.ShortSide} pixels, the game's overlay {Overlay(input)}{(input.Model.HoldOut ? ", the validation pictures held out" : ", learned from the validation pictures too")}{(input.Model.Fold is { } fold ? $", fold {fold} kept for the test" : "")}.");
        Line(card, "\n## Cost");
        Filled(card, $"\n{(d.PicturesPerSecond is { } speed ? $"{speed:0.0} pictures a second, loading included, on" : "Judged on")} {input.Machine.Processor}, {input.Machine.Cores} cores, {input.Machine.System}{(input.TrainingSeconds is { } seconds ? $"; its steps took {seconds / 60:0.0} minutes of training" : "")}.");
        return card.ToString();
    }

    private static void Front(StringBuilder card, ReportInput input)
    {
        EvaluationDocument d = input.Document;
        Line(card, "---\nlibrary_name: honnan\npipeline_tag: image-classification\ntags:\n- image-classification\n- geolocation\n- street-view\n- geoguessr\nmetrics:\n- accuracy\n- f1\nmodel-index:");
        Filled(card, $"- name: {Quoted(input.Name)}\n  results:\n  - task:\n      type: image-classification\n      name: country of a street picture\n    dataset:\n      type: street-views\n      name: {Quoted(input.Title)}\n    metrics:");
        foreach ((string type, string name, double value) in new[]
        {
            ("accuracy", "top-1", d.Top1), ("accuracy", "top-5", d.Top5), ("balanced_accuracy", "balanced accuracy", d.BalancedAccuracy), ("f1", "macro F1", d.MacroF1), ("log_loss", "log loss", d.LogLoss), ("ece", "expected calibration error, 15 bins", d.Ece),
        })
        {
            Filled(card, $"    - type: {type}\n      name: {Quoted(name)}\n      value: {value:0.####}");
        }

        Line(card, "---\n");
    }

    private static void Figures(StringBuilder card, EvaluationDocument d)
    {
        Filled(card, $"\n## Figures\n\nOn {d.Pictures:#,0} pictures{(d.Caution is { } caution ? $" (mind: {caution})" : "")}; 95 % intervals by bootstrap over places.\n\n| figure | value | interval |\n|---|---|---|");
        Row(card, "top-1", d.Top1, d.Intervals["top1"], "0.0 %");
        Row(card, "top-5", d.Top5, d.Intervals["top5"], "0.0 %");
        Row(card, "balanced accuracy", d.BalancedAccuracy, d.Intervals["balancedAccuracy"], "0.0 %");
        Row(card, "macro F1", d.MacroF1, d.Intervals["macroF1"], "0.000");
        Row(card, "log loss", d.LogLoss, d.Intervals["logLoss"], "0.000");
        Row(card, "calibration error", d.Ece, d.Intervals["ece"], "0.000");
        if (d.MedianKm is { } median)
        {
            Filled(card, $"| median error | {median:#,0} km | |\n| within 200 / 750 / 2,500 km | {d.Within!["200"]:0.0 %} / {d.Within["750"]:0.0 %} / {d.Within["2500"]:0.0 %} | |");
        }

        Line(card, "\n| source | pictures | top-1 | top-5 |\n|---|---|---|---|");
        foreach (SourceFigures source in d.PerSource)
        {
            Filled(card, $"| {source.Source} | {source.Pictures:#,0} | {source.Top1:0.0 %} | {source.Top5:0.0 %} |");
        }
    }

    private static void Limits(StringBuilder card, ReportInput input)
    {
        EvaluationDocument d = input.Document;
        Line(card, "\n## Limits\n");
        CountryFigures[] weak = [.. d.PerCountry.Where(c => c.Pictures > 0).OrderBy(c => c.Recall).ThenByDescending(c => c.Pictures).Take(Weakest)];
        Filled(card, $"- Recognised least: {string.Join(", ", weak.Select(c => string.Create(CultureInfo.InvariantCulture, $"{Name(c.Country)} ({c.Recall:0 %} of {c.Pictures})")))}.");
        if (d.ConfusedPairs.Count > 0)
        {
            Filled(card, $"- Taken for each other most: {string.Join(", ", d.ConfusedPairs.Take(5).Select(p => $"{Name(p.First)} and {Name(p.Second)}"))}.");
        }

        if (d.Probes?.WithoutInformation.FirstOrDefault(e => e.Kind == "average") is { } average)
        {
            Filled(card, $"- Without information it leans to {string.Join(", ", average.Top.Take(3).Where((t, i) => i == 0 || t.Probability >= LeastShown).Select(t => string.Create(CultureInfo.InvariantCulture, $"{Name(t.Country)} ({t.Probability:0 %})")))}: what it says of the average picture.");
        }

        foreach (StrangerFigures strange in d.Probes?.Strangers ?? [])
        {
            Filled(card, $"- Of {(strange.Kind == "drawn" ? "drawings, documents, rooms and the like" : "heavily corrupted pictures")} it refuses {strange.Refused:0 %} (AUROC {strange.Auroc:0.000}), and {d.Refused / (double)d.Pictures:0.0 %} of real pictures.");
        }

        foreach (string sentence in d.Shortcuts is { Suspicious: true } found ? found.Verdict : [])
        {
            Filled(card, $"- {sentence}");
        }

        Line(card, "- It knows what its training pictures show, the camera, the season and the blur of one provider included; other cameras are harder.");
    }

    private static string Overlay(ReportInput input) => input.Model.Loading.Overlay switch
    {
        Data.Loading.OverlayHandling.Mask => "masked",
        Data.Loading.OverlayHandling.Crop => "cut off",
        _ => "left as it is",
    };

    private static string Name(string code) => CountryCode.TryParse(code, out CountryCode country) && Countries.Contains(country) ? Countries.Get(country).English : code;

    private static void Row(StringBuilder card, string name, double value, Interval interval, string format) => Filled(
        card, $"| {name} | {value.ToString(format, CultureInfo.InvariantCulture)} | {interval.Low.ToString(format, CultureInfo.InvariantCulture)} to {interval.High.ToString(format, CultureInfo.InvariantCulture)} |");

    private static void Filled(StringBuilder card, FormattableString text) => card.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder card, string text) => card.Append(text).Append('\n');

    // A JSON string is a YAML one.
    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
