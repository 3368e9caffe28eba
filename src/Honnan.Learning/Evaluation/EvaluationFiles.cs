using Honnan.Data.Files;
using Honnan.Learning.Charts;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>An evaluation's folder.</summary>
public static class EvaluationFiles
{
    /// <summary>
    /// Writes <c>evaluation.json</c>, <c>predictions.csv</c>, <c>confusion.csv</c>, and charts as SVG and PNG: <c>confusion</c>,
    /// <c>reliability</c>, <c>risk-coverage</c>; the caller commits the folder.
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
    }
}
