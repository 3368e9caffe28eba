using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Data.Sources;
using Honnan.Learning.Charts;
using Honnan.Learning.Experiments;
using Honnan.Learning.Features;
using Honnan.Learning.Metrics;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using Honnan.Learning.Weights;

namespace Honnan.Learning.Training;

/// <summary>An experiment on a selection, from first weights to a model in a run's folder.</summary>
public static class TrainingRun
{
    /// <summary>Trains, or goes on training, and writes the model, the charts and the validation's confusions.</summary>
    /// <param name="experiment">What to do.</param>
    /// <param name="selectionFolder">What curating wrote; kept features are stored where <see cref="FeatureFolder"/> says.</param>
    /// <param name="fold">The fold to keep for the test, or null for the selection's split.</param>
    /// <param name="run">Where results go.</param>
    /// <param name="resume">Whether to go on from a checkpoint, where there is one.</param>
    /// <param name="clock">For speeds and times left.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="stop">Leaves a checkpoint and ends.</param>
    /// <exception cref="InputException">Files are missing or do not fit, or a loss, of a batch or a validation, is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the run can be resumed.</exception>
    public static IReadOnlyList<LogRow> Execute(
        Experiment experiment, string selectionFolder, int? fold, RunFolder run, bool resume,
        TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop) =>
        Execute(experiment, selectionFolder, fold, run, resume, clock, progress, OneRank.Instance, stop);

    /// <summary>As the other one, with several processes that each compute a part of every batch.</summary>
    /// <param name="experiment">What to do; the batches are all ranks' together.</param>
    /// <param name="selectionFolder">What curating wrote.</param>
    /// <param name="fold">The fold to keep for the test, or null for the selection's split.</param>
    /// <param name="run">Where results go; the leading rank alone writes there, and the others may have null.</param>
    /// <param name="resume">Whether to go on from a checkpoint, where there is one, with any number of ranks.</param>
    /// <param name="clock">For speeds and times left.</param>
    /// <param name="progress">Told of every step on the leading rank.</param>
    /// <param name="ranks">All of them; each calls this with the same arguments.</param>
    /// <param name="stop">Leaves a checkpoint and ends, on whichever rank.</param>
    /// <exception cref="InputException">Files are missing or do not fit, or a loss, of a batch or a validation, is not finite.</exception>
    /// <exception cref="OtherRankException">That is so on another rank, which tells why.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the run can be resumed.</exception>
    public static IReadOnlyList<LogRow> Execute(
        Experiment experiment, string selectionFolder, int? fold, RunFolder? run, bool resume,
        TimeProvider clock, Action<TrainingProgress>? progress, IRanks ranks, CancellationToken stop)
    {
        Experiment resolved = RankedSetup.Resolve(experiment, run, resume, ranks);
        using TrainingSetup setup = RankedSetup.Of(resolved, selectionFolder, fold, ranks);
        using var own = new RankFolder(ranks, run);
        return Execute(setup, own.Run, resume, null, clock, ranks.Leads() ? progress : null, stop, ranks, own.Share);
    }

    /// <summary>As the other one, with what it begins with, and a folder for kept features that may be another.</summary>
    internal static IReadOnlyList<LogRow> Execute(
        TrainingSetup setup, RunFolder run, bool resume, string? features, TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop,
        IRanks? given = null, Action<IRanks>? share = null)
    {
        // From here on the disk is written to: what the user got wrong in the files has been found by now.
        IRanks ranks = given ?? OneRank.Instance;
        IDisposable? claim = null;
        ranks.Agree(() => claim = run.Claim());
        try
        {
            ranks.Agree(() =>
            {
                if (ranks.Leads())
                {
                    Begin(run, setup.Experiment, resume, setup.Identity);
                }
            });
            share?.Invoke(ranks);
            using PictureStore pictures = setup.Selection.OpenPictures();
            IObservingTask task = setup.TaskOf(pictures, features, clock, progress, stop, given);
            using IDisposable? threads = setup.Experiment.Training.KeepsFeatures ? TorchRuntime.OneThread() : null;
            void Save(string folder, long steps)
            {
                using IDisposable? ready = task.Prepare();
                LearnedPictures.Write(folder, setup.Set.Training.Select(i => setup.Set.Digests[i]));
                TrainedModel.Save(folder, setup.Net, setup.Described(run.Path, steps));
            }

            var trainer = new Trainer(
                setup.Net, task, setup.Learning, setup.Targets, setup.Experiment.Training, run, setup.Identity, Save, clock, progress, given);
            IReadOnlyList<LogRow> log = trainer.Run(resume, stop);
            ranks.Agree(() =>
            {
                if (ranks.Leads())
                {
                    Finish(setup, run, trainer, task, log, pictures, features, clock, progress, stop);
                }
            });
            return log;
        }
        catch (Exception error) when ((error is InputException or OtherRankException or IOException || OutOfMemory.Told(error) is not null) && !File.Exists(run.Checkpoint))
        {
            run.Clear(); // nothing to go on from
            throw;
        }
        catch (OperationCanceledException)
        {
            ranks.Dissolve(); // all have agreed to end, at whatever they were
            throw;
        }
        finally
        {
            claim?.Dispose();
            run.RemoveIfEmpty();
        }
    }

    /// <summary>Writes what a run is to leave behind.</summary>
    private static void Finish(
        TrainingSetup setup, RunFolder run, Trainer trainer, IObservingTask task, IReadOnlyList<LogRow> log,
        PictureStore pictures, string? features, TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        using IDisposable? prepared = task.Prepare();
        IReadOnlyList<ValidatedPicture>? validation = trainer.LastValidation;
        ModelDescription description = setup.Described(run.Path, log[^1].Step);
        if (trainer.BestModel(log) is { } best)
        {
            using WeightsFile weights = WeightsFile.Open(TrainedModel.WeightsOf(best));
            NetWeights.LoadAll(setup.Net, weights);
            (validation, description) = (null, StrictJson.Read<ModelDescription>(TrainedModel.DescriptionOf(best)));
        }

        if (task.ValidationPictures > 0)
        {
            WriteConfusion(run, validation ?? task.Validate(stop), setup);
        }

        RunCharts.WriteTraining(run, log);
        LearnedPictures.Write(run.Path, setup.Set.Training.Select(i => setup.Set.Digests[i]));
        progress?.Invoke(new TrainingProgress("fitting the answers' rules", log[^1].Step, log[^1].Step, log, 0, null));
        RunRules.Of(setup, task, pictures, features, clock, stop).Write(run.Path);
        TrainedModel.Save(run.Path, setup.Net, description);
        run.Finish();
    }

    private static void Begin(RunFolder run, Experiment experiment, bool resume, string identity)
    {
        if (resume && File.Exists(run.Checkpoint))
        {
            string differences = File.Exists(run.Experiment) ? ExperimentDifference.Of(StrictJson.Read<Experiment>(run.Experiment), experiment) : "";
            Checkpoint.Check(run.Checkpoint, identity, differences);
            return;
        }

        run.Clear();
        AtomicFile.WriteText(run.Experiment, StrictJson.Write(experiment));
    }

    private static void WriteConfusion(RunFolder run, IReadOnlyList<ValidatedPicture> validation, TrainingSetup setup)
    {
        var confusion = new ConfusionMatrix(setup.Selection.Vocabulary.Count);
        foreach (ValidatedPicture picture in validation)
        {
            confusion.Add(picture.Label, Ranking.Largest(picture.Probabilities));
        }

        ConfusionFiles.Write(run.Path, confusion, setup.Selection.Vocabulary, "Validation");
    }
}
