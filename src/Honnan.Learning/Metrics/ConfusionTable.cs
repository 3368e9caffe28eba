using System.Globalization;
using Honnan.Data.Catalogue;
using Honnan.Data.Geography;

namespace Honnan.Learning.Metrics;

/// <summary>The confusion matrix as a table. UTF-8, commas; the writer stays open.</summary>
public static class ConfusionTable
{
    /// <summary>Writes <c>confusion.csv</c>: <c>true</c>, <c>predicted</c>, <c>count</c>, a row for each pair that occurs.</summary>
    public static void Write(TextWriter writer, ConfusionMatrix confusion, IReadOnlyList<CountryCode> vocabulary)
    {
        using var csv = new CsvTable(writer, "true", "predicted", "count");
        for (int truth = 0; truth < confusion.Classes; truth++)
        {
            for (int guess = 0; guess < confusion.Classes; guess++)
            {
                if (confusion[truth, guess] > 0)
                {
                    csv.Add(vocabulary[truth].ToString(), vocabulary[guess].ToString(), confusion[truth, guess].ToString(CultureInfo.InvariantCulture));
                }
            }
        }
    }
}
