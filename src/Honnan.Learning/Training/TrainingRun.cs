using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Honnan.Data.Files;
using Honnan.Data.Sources;
using Honnan.Learning.Charts;
using Honnan.Learning.Experiments;
using Honnan.Learning.Features;
using Honnan.Learning.Metrics;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Weights;
using static TorchSharp.torch;

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
    /// <exception cref="InputException">Files are missing or do not fit, or the loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the run can be resumed.</exception>
    public static IReadOnlyList<LogRow> Execute(
        Experiment experiment, string selectionFolder, int? fold, RunFolder run, bool resume,
        TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        experiment = RunPrecision.Resolve(experiment, run, resume);
        Selection selection = Selection.Open(selectionFolder);
        TrainingOptions options = experiment.Training;
        TrainingSet set = TrainingSet.Of(selection, fold, options.HoldOut);
        string identity = RunIdentity.Of(experiment, selection, fold);

        using Generator generator = random.manual_seed(options.Seed);
        ModelDescription description = Describe(experiment, selection, fold);
        using Net net = description.Build(experiment.Model.Dropout);
        net.ComputeType = Processor.TypeOf(options.Precision);
        LoadWeights(net, experiment.Model.Weights);
        LearningPlan learning = LearningPlan.Of(net, options);

        // From here on the disk is written to: what the user got wrong in the files has been found by now.
        IDisposable claim = run.Claim();
        try
        {
            Begin(run, experiment, resume, identity);
            using PictureStore pictures = selection.OpenPictures();
            ITrainingTask task = options.KeepsFeatures
                ? new FeatureTask(net, KeptFeatures(net, pictures, set, experiment, selectionFolder, clock, progress, stop), set, options, experiment.Loading)
                : new PictureTask(net, pictures, set, options, experiment.Loading);

            using LossTargets targets = Targets(options, set);
            var trainer = new Trainer(net, task, learning, targets, options, run, identity, clock, progress);
            IReadOnlyList<LogRow> log = trainer.Run(resume, stop);
            if (task.ValidationPictures > 0)
            {
                WriteConfusion(run, trainer.LastValidation ?? task.Validate(stop), task.ValidationLabels, selection);
            }

            RunCharts.WriteTraining(run, log);
            task.Finish();
            LearnedPictures.Write(run.Path, set.Training.Select(i => selection.Pictures[i].Sha256));
            TrainedModel.Save(run.Path, net, description with { Steps = log[^1].Step });
            run.Finish();
            return log;
        }
        catch (Exception error) when (error is InputException or IOException && !File.Exists(run.Checkpoint))
        {
            run.Clear(); // nothing to go on from
            throw;
        }
        finally
        {
            claim.Dispose();
            run.RemoveIfEmpty();
        }
    }

    private static void Begin(RunFolder run, Experiment experiment, bool resume, string identity)
    {
        if (resume && File.Exists(run.Checkpoint))
        {
            Checkpoint.Check(run.Checkpoint, identity);
            return;
        }

        run.Clear();
        AtomicFile.WriteText(run.Experiment, StrictJson.Write(experiment));
    }

    private static ModelDescription Describe(Experiment experiment, Selection selection, int? fold) => new()
    {
        Net = experiment.Model.Net,
        Features = experiment.Model.Features,
        Head = experiment.Model.Head,
        Activation = experiment.Model.Activation,
        Countries = [.. selection.Vocabulary.Select(c => c.ToString())],
        Loading = experiment.Loading,
        Fold = fold,
        HoldOut = experiment.Training.HoldOut,
        Selection = selection.Identity,
    };

    private static LossTargets Targets(TrainingOptions options, TrainingSet set)
    {
        int[] pictures = new int[set.Selection.Vocabulary.Count];
        foreach (int i in set.Training)
        {
            pictures[set.Samples[i].Label]++;
        }

        return new LossTargets(options, set.Selection.Vocabulary, pictures);
    }

    private static void LoadWeights(Net net, string? path)
    {
        if (path is null)
        {
            return;
        }

        using WeightsFile weights = WeightsFile.Open(path);
        NetWeights.LoadBody(net, weights);
    }

    private static FeatureTable KeptFeatures(
        Net net, IPictureBytes pictures, TrainingSet set, Experiment experiment, string selectionFolder,
        TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        net.eval();
        Speedometer? speed = null; // begun when the first pictures are done: what was kept already took no time
        int last = 0;
        var store = new FeatureStore(FeatureFolder.Of(selectionFolder));
        return store.Get(
            net, pictures, set.Samples, [.. set.Selection.Pictures.Select(p => p.Sha256)], experiment.Loading,
            (done, total) =>
            {
                double perSecond = 0;
                if (speed is null)
                {
                    speed = new Speedometer(clock, done);
                }
                else if (done > last)
                {
                    speed.Tick(done - last);
                    perSecond = speed.Average;
                }

                last = done;
                progress?.Invoke(new TrainingProgress("computing features", done, total, [], perSecond, perSecond > 0 ? speed.Left(done, total) : null));
            },
            stop);
    }

    private static void WriteConfusion(RunFolder run, IReadOnlyList<double[]> validation, IReadOnlyList<int> labels, Selection selection)
    {
        var confusion = new ConfusionMatrix(selection.Vocabulary.Count);
        foreach ((double[] probabilities, int label) in validation.Zip(labels))
        {
            confusion.Add(label, Ranking.Largest(probabilities));
        }

        ConfusionFiles.Write(run.Path, confusion, selection.Vocabulary, "Validation");
    }
}
