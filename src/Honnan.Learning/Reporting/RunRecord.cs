using Honnan.Data.Configuration;
using Honnan.Learning.Charts;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Training;

namespace Honnan.Learning.Reporting;

/// <summary>What a run's folder tells of its training, as far as its files are still there.</summary>
/// <param name="Curves">How the training went; null without its log.</param>
/// <param name="Seconds">The time of its steps; null without its log.</param>
public sealed record RunRecord(TrainingCurves? Curves, double? Seconds)
{
    /// <summary>Reads a run's log.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="model">Its model.</param>
    /// <exception cref="Data.InputException">A file is damaged.</exception>
    public static RunRecord Of(string folder, ModelDescription model)
    {
        (string log, string experiment) = (Path.Combine(folder, "log.csv"), Path.Combine(folder, "experiment.json"));
        if (!File.Exists(log) || !File.Exists(experiment) || model.Steps == 0)
        {
            return new RunRecord(null, null);
        }

        IReadOnlyList<LogRow> rows = TrainingLog.Read(log, model.Steps);
        TrainingOptions options = StrictJson.Read<Experiment>(experiment).Training;
        double pictures = options.Batch * options.Accumulate;
        return new RunRecord(RunCharts.Curves(rows), rows.Where(r => r.PicturesPerSecond > 0).Sum(r => pictures / r.PicturesPerSecond));
    }
}
