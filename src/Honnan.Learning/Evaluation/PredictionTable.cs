using System.Globalization;
using Honnan.Data.Answers;
using Honnan.Data.Catalogue;
using Honnan.Data.Geography;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>The table of predictions beside an evaluation's document. UTF-8, commas, numbers with a point; the writer stays open.</summary>
public static class PredictionTable
{
    /// <summary>
    /// Writes <c>predictions.csv</c>, a row a picture, those outside the vocabulary too: <c>source</c>, <c>file</c>,
    /// <c>group</c>, <c>country</c>, <c>guess</c>, <c>probability</c>, <c>known</c> and <c>kilometres</c> (empty where
    /// unknown), <c>top5</c> (<c>HU 0.8125;SK 0.1021;…</c>).
    /// </summary>
    public static void Write(TextWriter writer, IEnumerable<Prediction> predictions, IReadOnlyList<CountryCode> vocabulary)
    {
        using var csv = new CsvTable(writer, "source", "file", "group", "country", "guess", "probability", "known", "kilometres", "top5");
        foreach (Prediction p in predictions)
        {
            int[] best = Ranking.Best(p.Probabilities, 5);
            csv.Add(
                p.Source,
                p.File,
                p.Group,
                p.Country.ToString(),
                vocabulary[best[0]].ToString(),
                Number(p.Probabilities[best[0]]),
                p.Known switch { true => "true", false => "false", null => "" },
                p.Kilometres?.ToString("0.###", CultureInfo.InvariantCulture) ?? "",
                string.Join(';', best.Select(k => $"{vocabulary[k]} {Number(p.Probabilities[k])}")));
        }
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
