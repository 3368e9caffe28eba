using Honnan.Data.Files;
using Honnan.Data.Geography;
using Honnan.Learning.Evaluation;

namespace Honnan.Learning.Training;

/// <summary>The charts and tables of a run or of a judgement, beside its other files.</summary>
public static class RunCharts
{
    /// <summary>Writes <c>training.svg</c> and <c>training.png</c>: losses against steps.</summary>
    public static void WriteTraining(RunFolder run, IReadOnlyList<LogRow> log)
    {
        var chart = new TrainingChart(log);
        AtomicFile.Write(run.File("training.svg"), file => file.Write(chart.Svg()));
        AtomicFile.Write(run.File("training.png"), file => file.Write(chart.Png()));
    }

    /// <summary>Writes <c>confusion.csv</c>, <c>confusion.svg</c> and <c>confusion.png</c> into a folder.</summary>
    public static void WriteConfusion(string folder, ConfusionMatrix confusion, IReadOnlyList<CountryCode> vocabulary, string title)
    {
        AtomicFile.Write(Path.Combine(folder, "confusion.csv"), file =>
        {
            using var writer = new StreamWriter(file, leaveOpen: true);
            EvaluationTables.WriteConfusion(writer, confusion, vocabulary);
        });
        var chart = new ConfusionChart(confusion, vocabulary, code => Countries.Name(code), title);
        AtomicFile.Write(Path.Combine(folder, "confusion.svg"), file => file.Write(chart.Svg()));
        AtomicFile.Write(Path.Combine(folder, "confusion.png"), file => file.Write(chart.Png()));
    }
}
