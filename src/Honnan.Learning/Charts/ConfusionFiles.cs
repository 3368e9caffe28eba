using Honnan.Data.Files;
using Honnan.Data.Geography;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Charts;

/// <summary>The confusion matrix as files in a folder.</summary>
public static class ConfusionFiles
{
    /// <summary>Writes <c>confusion.csv</c>, <c>confusion.svg</c> and <c>confusion.png</c> into a folder.</summary>
    public static void Write(string folder, ConfusionMatrix confusion, IReadOnlyList<CountryCode> vocabulary, string title)
    {
        AtomicFile.Write(Path.Combine(folder, "confusion.csv"), file =>
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            ConfusionTable.Write(writer, confusion, vocabulary);
        });
        var chart = new ConfusionChart(confusion, vocabulary, code => Countries.Get(code).English, title);
        AtomicFile.Write(Path.Combine(folder, "confusion.svg"), file => file.Write(chart.Svg()));
        AtomicFile.Write(Path.Combine(folder, "confusion.png"), file => file.Write(chart.Png()));
    }
}
