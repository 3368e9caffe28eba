using System.Text.Json.Nodes;
using Honnan.Data.Answers;
using Honnan.Learning.Metrics;
using Xunit;

namespace Honnan.Learning.Tests.Metrics;

/// <summary>Every figure against scikit-learn's, for scores by formula.</summary>
[Trait("Category", "reference")]
public sealed class ReferenceMetricsTests
{
    private const double Near = 1e-9;

    [Fact]
    public void Figures_FormulaScores_EqualScikitLearns()
    {
        (JsonObject expected, double[][] logits, int[] truth) = Read();
        int classes = logits[0].Length;
        Prediction[] predictions = [.. logits.Zip(truth, (z, y) => Drawn.Of(y, Softmax.Of(z)))];
        Figures figures = Figures.From(predictions, Drawn.Vocabulary(classes));

        Assert.Equal(expected["n"]!.GetValue<int>(), figures.Pictures);
        Same(expected["accuracy"], figures.Top1);
        Same(expected["balanced_accuracy"], figures.BalancedAccuracy);
        Same(expected["log_loss"], figures.LogLoss);
        Same(expected["brier"], figures.Brier);
        Same(expected["macro_f1"], figures.MacroF1);
        Same(expected["weighted_f1"], figures.WeightedF1);
        Same(expected["cohen_kappa"], figures.Kappa!.Value);
        Same(expected["matthews"], figures.Matthews);
        Same(expected["macro_auc_ovr"], figures.MacroAuc!.Value);
        Same(expected["ece_15_bins"], figures.Ece);
        foreach ((string name, JsonNode? value) in expected.Where(e => e.Key.StartsWith("top", StringComparison.Ordinal)))
        {
            Same(value, Figures.TopK(predictions, int.Parse(name[3..], System.Globalization.CultureInfo.InvariantCulture)));
        }

        double[] precision = ReferenceFolder.Values<double>(expected["precision"]);
        double[] recall = ReferenceFolder.Values<double>(expected["recall"]);
        double[] f1 = ReferenceFolder.Values<double>(expected["f1"]);
        for (int k = 0; k < classes; k++)
        {
            Assert.Equal(precision[k], figures.PerCountry[k].Precision, Near);
            Assert.Equal(recall[k], figures.PerCountry[k].Recall, Near);
            Assert.Equal(f1[k], figures.Confusion.F1(k), Near);
            for (int g = 0; g < classes; g++)
            {
                Assert.Equal(expected["confusion"]![k]![g]!.GetValue<int>(), figures.Confusion[k, g]);
                Same(expected["confusion_rows"]![k]![g], figures.Confusion.Share(k, g));
            }
        }
    }

    [Fact]
    public void TemperatureScaling_FormulaScores_FindsTheBestTemperature()
    {
        (JsonObject expected, double[][] logits, int[] truth) = Read();

        TemperatureScaling fit = TemperatureScaling.Fit(logits, truth);

        Assert.Equal(expected["temperature"]!.GetValue<double>(), fit.Temperature, 1e-4);
        Same(expected["log_loss"], fit.LogLossBefore);
        Same(expected["log_loss_at_temperature"], fit.LogLoss);
        Prediction[] scaled = [.. logits.Zip(truth, (z, y) => Drawn.Of(y, Softmax.Of(z, fit.Temperature)))];
        Figures figures = Figures.From(scaled, Drawn.Vocabulary(logits[0].Length));
        Assert.Equal(expected["ece_at_temperature"]!.GetValue<double>(), figures.Ece, 1e-6);
    }

    private static (JsonObject Expected, double[][] Logits, int[] Truth) Read()
    {
        JsonObject task = ReferenceFolder.Manifest()["metrics"]!.AsObject();
        string Text(string key) => task[key]!.GetValue<string>();
        (double[][] logits, int[] truth) = Drawn.Reference(
            Text("scores"), Text("truth"), Text("skill"), task["pictures"]!.GetValue<int>(), task["classes"]!.GetValue<int>());
        return (ReferenceFolder.Json(Text("file")), logits, truth);
    }

    private static void Same(JsonNode? expected, double actual) => Assert.Equal(expected!.GetValue<double>(), actual, Near);
}
