using System.Globalization;
using Honnan.Data;
using Honnan.Data.Files;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// The learning rate range test (Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3): α rises
/// by the same factor every step until the loss explodes.
/// </summary>
public static class LearningRateFinder
{
    private const double From = 1e-7;
    private const double To = 10;
    private const double Memory = 0.9; // share of the average that a step keeps

    /// <summary>Searches; nothing is written but kept features, where the body is frozen.</summary>
    /// <param name="experiment">What is to be trained.</param>
    /// <param name="selectionFolder">What curating wrote.</param>
    /// <param name="fold">The fold that is kept for the test, or null.</param>
    /// <param name="steps">At most; at least 10.</param>
    /// <param name="clock">For speeds.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="stop">Ends the search.</param>
    /// <exception cref="InputException">Files are missing or do not fit, or the loss is never a finite number.</exception>
    public static RateSearch Find(
        Experiment experiment, string selectionFolder, int? fold, int steps, TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        using TrainingSetup setup = TrainingSetup.Of(experiment, selectionFolder, fold);
        using PictureStore pictures = setup.Selection.OpenPictures();
        ITrainingTask task = setup.TaskOf(pictures, null, clock, progress, stop);
        using var engine = new StepEngine(setup.Net, task, setup.Learning, setup.Targets, experiment.Training, steps);
        setup.Learning.Apply(setup.Net, 0, steps, always: true);
        setup.Net.train();
        var speed = new Speedometer(clock, 0);
        var trials = new List<RateTrial>();
        var log = new List<LogRow>();
        double average = 0;
        foreach (LabelledBatch batch in Endless(task, stop))
        {
            using DisposeScope scope = NewDisposeScope();
            using (batch)
            {
                engine.Add(batch, trials.Count);
                StepSums sums = engine.Sums;
                if (sums.Batches < experiment.Training.Accumulate)
                {
                    continue;
                }

                double rate = From * Math.Pow(To / From, trials.Count / (steps - 1.0));
                double loss = sums.MeanLoss;
                average = (Memory * average) + ((1 - Memory) * loss);
                double smoothed = average / (1 - Math.Pow(Memory, trials.Count + 1)); // as if it had not begun with 0
                if (!double.IsFinite(loss) || RateSearch.Explodes(trials, smoothed, steps))
                {
                    break;
                }

                trials.Add(new RateTrial(rate, loss, smoothed));
                log.Add(new LogRow(trials.Count, 0, rate, loss, sums.Top1, null, null, speed.Tick(sums.Pictures)));
                progress?.Invoke(new TrainingProgress("searching the learning rate", trials.Count, steps, log, speed.Average, speed.Left(trials.Count, steps)));
                engine.Move(rate);
                sums.Clear();
                if (trials.Count == steps)
                {
                    break;
                }
            }
        }

        return trials.Count > 0
            ? RateSearch.Of(trials)
            : throw new InputException("the loss is not a finite number with any learning rate; try precision float32");
    }

    /// <summary>Writes <c>learning-rates.csv</c>, <c>.svg</c> and <c>.png</c> into a folder, which is made where it is not there.</summary>
    public static void Write(string folder, RateSearch search)
    {
        Directory.CreateDirectory(folder);
        IEnumerable<string> rows = search.Trials.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Rate:R},{t.Loss:R},{t.Smoothed:R}\n"));
        AtomicFile.WriteText(Path.Combine(folder, "learning-rates.csv"), "learningRate,loss,smoothedLoss\n" + string.Concat(rows));
        LearningRateChart.Save(Path.Combine(folder, "learning-rates"), search);
    }

    private static IEnumerable<LabelledBatch> Endless(ITrainingTask task, CancellationToken stop)
    {
        for (int epoch = 0; ; epoch++)
        {
            foreach (LabelledBatch batch in task.Training(epoch, 0, stop))
            {
                yield return batch;
            }
        }
    }
}
