using System.Globalization;
using CsvHelper;
using Honnan.Data.Geography;

namespace Honnan.Learning.Evaluation;

/// <summary>The tables beside an evaluation's document. UTF-8, commas, numbers with a point; the writer stays open.</summary>
public static class EvaluationTables
{
    private static readonly CsvWriterOptions Lines = new() { NewLine = "\n" };

    /// <summary>Writes <c>confusion.csv</c>: <c>true</c>, <c>predicted</c>, <c>count</c>, a row for each pair that occurs.</summary>
    public static void WriteConfusion(TextWriter writer, ConfusionMatrix confusion, IReadOnlyList<CountryCode> vocabulary)
    {
        using var csv = CsvWriter.Create(writer, Lines, leaveOpen: true);
        csv.WriteRecord("true", "predicted", "count");
        for (int truth = 0; truth < confusion.Classes; truth++)
        {
            for (int guess = 0; guess < confusion.Classes; guess++)
            {
                if (confusion[truth, guess] > 0)
                {
                    csv.WriteRecord(vocabulary[truth].ToString(), vocabulary[guess].ToString(), confusion[truth, guess].ToString(CultureInfo.InvariantCulture));
                }
            }
        }
    }

    /// <summary>
    /// Writes <c>predictions.csv</c>, a row a picture, those outside the vocabulary too: <c>source</c>, <c>file</c>,
    /// <c>group</c>, <c>country</c>, <c>guess</c>, <c>probability</c>, <c>known</c> and <c>kilometres</c> (empty where
    /// unknown), <c>top5</c> (<c>HU 0.8125;SK 0.1021;…</c>).
    /// </summary>
    public static void WritePredictions(TextWriter writer, IEnumerable<Prediction> predictions, IReadOnlyList<CountryCode> vocabulary)
    {
        using var csv = CsvWriter.Create(writer, Lines, leaveOpen: true);
        csv.WriteRecord("source", "file", "group", "country", "guess", "probability", "known", "kilometres", "top5");
        foreach (Prediction p in predictions)
        {
            int[] best = Ranking.Best(p.Probabilities, 5);
            csv.WriteRecord(
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
