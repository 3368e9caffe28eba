using System.Globalization;
using Honnan.Data.Files;
using Honnan.Data.Geography;
using Honnan.Learning.Charts;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>An evaluation's folder.</summary>
public static class EvaluationFiles
{
    /// <summary>
    /// Writes <c>evaluation.json</c>, <c>predictions.csv</c>, <c>confusion.csv</c>, and charts as SVG and PNG: <c>confusion</c>,
    /// <c>reliability</c>, <c>risk-coverage</c> and, where the model was probed, <c>without-information</c>; the caller commits the folder.
    /// </summary>
    public static void Write(OutputFolder folder, string title, Judgement judgement, EvaluationDocument document, Figures figures)
    {
        AtomicFile.WriteText(folder.FilePath("evaluation.json"), document.ToJson());
        AtomicFile.Write(folder.FilePath("predictions.csv"), file =>
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            PredictionTable.Write(writer, judgement.Predictions, judgement.Vocabulary);
        });
        ConfusionFiles.Write(folder.Path, figures.Confusion, judgement.Vocabulary, title);
        CalibrationCharts.WriteReliability(folder.Path, document.Calibration.Reliability, document.Calibration.ReliabilityBefore);
        CalibrationCharts.WriteRisk(folder.Path, document.Calibration.RiskCoverage);
        if (document.Probes is { } probes)
        {
            PriorChart prior = Prior(probes, document.Classes);
            AtomicFile.Write(folder.FilePath("without-information.svg"), file => file.Write(prior.Svg()));
            AtomicFile.Write(folder.FilePath("without-information.png"), file => file.Write(prior.Png()));
        }
    }

    private static PriorChart Prior(ProbeFigures probes, int classes) => new(
        [.. probes.WithoutInformation.Select(g => (
            g.Kind,
            string.Create(CultureInfo.InvariantCulture, $"as sure as among {Math.Exp(g.Entropy):0} countries"),
            (IReadOnlyList<(string, double)>)[.. g.Top.Select(t => (Countries.Get(CountryCode.Parse(t.Country)).English, t.Probability))]))],
        "What the model guesses without information",
        1.0 / classes);
}
