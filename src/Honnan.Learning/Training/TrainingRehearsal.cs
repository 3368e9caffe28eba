using Honnan.Data.Sources;
using Honnan.Learning.Experiments;

namespace Honnan.Learning.Training;

/// <summary>Short trials of an experiment that leave nothing behind.</summary>
public static class TrainingRehearsal
{
    private const int DryBatches = 2;

    /// <summary>
    /// Goes the whole way, from first weights to the files of a finished run, on two steps and a few validation pictures, in
    /// a temporary folder: what would fail at the end of a long run fails now.
    /// </summary>
    /// <inheritdoc cref="TrainingRun.Execute(Experiment, string, int?, RunFolder, bool, TimeProvider, Action{TrainingProgress}?, CancellationToken)"/>
    /// <returns>The log, and the names of the files that a run writes.</returns>
    public static (IReadOnlyList<LogRow> Log, IReadOnlyList<string> Files) DryRun(
        Experiment experiment, string selectionFolder, int? fold, TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        TrainingOptions training = experiment.Training;
        int pictures = DryBatches * training.Batch * training.Accumulate;
        Experiment dry = experiment with { Training = training with { Epochs = 1, ValidateEvery = 0, CheckpointEvery = 1 } };
        using TrainingSetup setup = TrainingSetup.Of(dry, selectionFolder, fold, (pictures, training.Batch));
        return InTemporaryFolder(folder =>
        {
            RunFolder run = RunFolder.Open(Path.Combine(folder, "run"), resume: false, force: false);
            IReadOnlyList<LogRow> log = TrainingRun.Execute(setup, run, resume: false, Path.Combine(folder, "features"), clock, progress, stop);
            return (log, (IReadOnlyList<string>)[.. Directory.EnumerateFiles(run.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(run.Path, f)).Order(StringComparer.Ordinal)]);
        });
    }

    /// <summary>
    /// Learns one batch by heart: where the loss does not fall towards nothing, something is wrong with net, rate or labels.
    /// Smoothed labels, mixed pictures and dropout are left out, which would keep it from there.
    /// </summary>
    /// <param name="experiment">What is to be trained.</param>
    /// <param name="selectionFolder">What curating wrote.</param>
    /// <param name="fold">The fold that is kept for the test, or null.</param>
    /// <param name="steps">How often the batch is seen.</param>
    /// <param name="clock">For speeds.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Data.InputException">Files are missing or do not fit, or the loss is not finite.</exception>
    public static IReadOnlyList<LogRow> OverfitBatch(
        Experiment experiment, string selectionFolder, int? fold, int steps, TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        TrainingOptions options = experiment.Training with
        {
            Epochs = steps,
            Accumulate = 1,
            LabelSmoothing = 0,
            MixUp = 0,
            CutMix = 0,
            ValidateEvery = 0,
            CheckpointEvery = int.MaxValue,
            Watch = new WatchOptions(),
        };
        Experiment plain = experiment with { Model = experiment.Model with { Dropout = 0 }, Training = options };
        using TrainingSetup setup = TrainingSetup.Of(plain, selectionFolder, fold, (options.Batch, 0));
        using PictureStore pictures = setup.Selection.OpenPictures();
        return InTemporaryFolder(folder =>
        {
            RunFolder run = RunFolder.Open(Path.Combine(folder, "run"), resume: false, force: false);
            using IDisposable claim = run.Claim();
            using var task = new OneBatchTask(setup.TaskOf(pictures, Path.Combine(folder, "features"), clock, progress, stop));
            return new Trainer(setup.Net, task, setup.Learning, setup.Targets, options, run, setup.Identity, (_, _) => { }, clock, progress).Run(resume: false, stop);
        });
    }

    /// <summary>Whether the loss fell towards its floor, 0, in the log of <see cref="OverfitBatch"/>.</summary>
    public static BatchVerdict Judge(IReadOnlyList<LogRow> log)
    {
        (double first, double last) = (log[0].TrainingLoss, log[^1].TrainingLoss);
        return last <= Math.Max(0.1 * first, 0.05) ? BatchVerdict.Learnt
            : last <= 0.5 * first ? BatchVerdict.Falling
            : BatchVerdict.Stuck;
    }

    private static T InTemporaryFolder<T>(Func<string, T> work)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("honnan-");
        try
        {
            return work(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
