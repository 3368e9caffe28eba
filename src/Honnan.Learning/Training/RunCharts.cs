using Honnan.Data.Files;
using Honnan.Learning.Charts;

namespace Honnan.Learning.Training;

/// <summary>The charts of a run, beside its other files.</summary>
public static class RunCharts
{
    private const int MaxPoints = 250; // more would be noise at the chart's width

    /// <summary>Writes <c>training.svg</c> and <c>training.png</c>: losses against steps.</summary>
    public static void WriteTraining(RunFolder run, IReadOnlyList<LogRow> log)
    {
        var chart = new TrainingChart(Curves(log), Path.GetFileName(Path.GetFullPath(run.Result)));
        AtomicFile.Write(run.File("training.svg"), file => file.Write(chart.Svg()));
        AtomicFile.Write(run.File("training.png"), file => file.Write(chart.Png()));
    }

    /// <summary>The curves of a log: the training loss averaged over the steps between two validations.</summary>
    public static TrainingCurves Curves(IReadOnlyList<LogRow> log)
    {
        LogRow[] validated = [.. log.Where(r => r.ValidationLoss is not null)];
        int span = Math.Max(1, log.Count / MaxPoints);
        var points = log.Chunk(span).Select(part => (part[^1].Step, Loss: part.Average(r => r.TrainingLoss), part[^1].LearningRate)).ToArray();
        return new TrainingCurves
        {
            Steps = [.. points.Select(p => (double)p.Step)],
            TrainingLoss = [.. points.Select(p => p.Loss)],
            LearningRate = [.. points.Select(p => p.LearningRate)],
            ValidationSteps = [.. validated.Select(r => (double)r.Step)],
            ValidationLoss = [.. validated.Select(r => r.ValidationLoss!.Value)],
            ValidationAccuracy = [.. validated.Select(r => r.ValidationTop1!.Value)],
        };
    }
}
