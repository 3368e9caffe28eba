using Honnan.Data;
using Honnan.Data.Curation;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Features;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>All that a training begins with: the pictures, the net with its first weights, what of it learns. Nothing is written yet.</summary>
internal sealed class TrainingSetup : IDisposable
{
    private readonly string _selectionFolder;

    private readonly (int Training, int Validation)? _few;

    private TrainingSetup(
        Experiment experiment, string selectionFolder, (int Training, int Validation)? few, Selection selection, TrainingSet set, string identity, ModelDescription description)
    {
        (Experiment, _selectionFolder, _few, Selection, Set, Identity, Description) = (experiment, selectionFolder, few, selection, set, identity, description);
        using Generator generator = random.manual_seed(experiment.Training.Seed);
        Net = description.Build(experiment.Model.Dropout, ComputeDevice.Resolve(experiment.Training.Device));
        try
        {
            Net.ComputeType = Processor.TypeOf(experiment.Training.Precision, Net.Device);
            Net.Layout = experiment.Training.Layout;
            FirstWeights.Load(Net, experiment, description);
            Learning = LearningPlan.Of(Net, experiment.Training);
            Targets = TargetsOf(experiment.Training, set);
        }
        catch
        {
            Net.Dispose();
            throw;
        }
    }

    /// <summary>What is to be done.</summary>
    public Experiment Experiment { get; }

    /// <summary>Where the pictures come from.</summary>
    public Selection Selection { get; }

    /// <summary>The pictures that are learnt from, and those that are validated with.</summary>
    public TrainingSet Set { get; }

    /// <summary>What a checkpoint must have been written for.</summary>
    public string Identity { get; }

    /// <summary>The model to be, with no steps behind it.</summary>
    public ModelDescription Description { get; }

    /// <summary>The net; this object's own.</summary>
    public Net Net { get; }

    /// <summary>What of the net learns.</summary>
    public LearningPlan Learning { get; }

    /// <summary>What is wanted; this object's own.</summary>
    public LossTargets Targets { get; }

    /// <summary>Reads what is needed.</summary>
    /// <param name="experiment">What to do.</param>
    /// <param name="selectionFolder">What curating wrote.</param>
    /// <param name="fold">The fold to keep for the test, or null for the selection's split.</param>
    /// <param name="few">Of the pictures that are learnt from, and that are validated with, at most so many; null for all.</param>
    /// <exception cref="InputException">Files are missing or do not fit.</exception>
    public static TrainingSetup Of(Experiment experiment, string selectionFolder, int? fold, (int Training, int Validation)? few = null)
    {
        Selection selection = Selection.Open(selectionFolder);
        TrainingSet set = TrainingSet.Of(selection, fold, experiment.Training.HoldOut);
        set = few is { } some ? set.Few(some.Training, some.Validation) : set;
        string identity = RunIdentity.Of(experiment, selection, fold);
        return new TrainingSetup(experiment, selectionFolder, few, selection, set, identity, Describe(experiment, selection, fold));
    }

    /// <summary>What is learnt from; where the body stays frozen, its features are computed here, and kept.</summary>
    /// <param name="pictures">Stay the caller's.</param>
    /// <param name="features">The folder of kept features; null for the one in the selection's folder.</param>
    /// <param name="clock">For speeds.</param>
    /// <param name="progress">Told of features that are computed.</param>
    /// <param name="stop">Ends that.</param>
    /// <param name="ranks">Who shares every batch; null for this process alone.</param>
    public IObservingTask TaskOf(
        IPictureBytes pictures, string? features, TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop, IRanks? ranks = null)
    {
        TrainingOptions options = Experiment.Training;
        BatchShare share = ranks is null ? BatchShare.Whole : new BatchShare(ranks.Rank, ranks.Count, options.MixUp > 0 || options.CutMix > 0);
        if (!options.KeepsFeatures)
        {
            return new PictureTask(Net, pictures, Set, options, Experiment.Loading, share, ranks?.Host);
        }

        // The leading rank computes what is missing; the others find it kept, or compute it too where they see another disk.
        FeatureTable? table = null;
        ranks ??= OneRank.Instance;
        foreach (bool leads in ranks.Count > 1 ? (bool[])[true, false] : [true])
        {
            ranks.Agree(() => table = leads == ranks.Leads() ? FeaturesOf(pictures, features ?? FeatureFolder.Of(_selectionFolder), clock, progress, stop) : table);
        }

        return new FeatureTask(Net, table!, Set, options, Experiment.Loading, share);
    }

    /// <summary>The same with the validation pictures held out; the caller disposes it.</summary>
    public TrainingSetup HoldingOut() =>
        Of(Experiment with { Training = Experiment.Training with { HoldOut = true } }, _selectionFolder, Description.Fold, _few);

    /// <summary>The model after some steps, of a run in a folder.</summary>
    public ModelDescription Described(string run, long steps) => Description with { Steps = steps, SelectionFolder = Path.GetRelativePath(run, _selectionFolder) };

    /// <summary>Frees net and targets.</summary>
    public void Dispose()
    {
        Targets.Dispose();
        Net.Dispose();
    }

    private static ModelDescription Describe(Experiment experiment, Selection selection, int? fold) => new()
    {
        Net = experiment.Model.Net,
        LastStage = experiment.Model.LastStage,
        Features = experiment.Model.Features,
        Head = experiment.Model.Head,
        Activation = experiment.Model.Activation,
        Countries = [.. selection.Vocabulary.Select(c => c.ToString())],
        Loading = experiment.Loading,
        Fold = fold,
        HoldOut = experiment.Training.HoldOut,
        Selection = selection.Identity,
    };

    private static LossTargets TargetsOf(TrainingOptions options, TrainingSet set)
    {
        int[] pictures = new int[set.Selection.Vocabulary.Count];
        foreach (int i in set.Training)
        {
            pictures[set.Samples[i].Label]++;
        }

        return new LossTargets(options, set.Selection.Vocabulary, pictures);
    }

    private FeatureTable FeaturesOf(IPictureBytes pictures, string folder, TimeProvider clock, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        Net.eval();
        Speedometer? speed = null; // begun when the first pictures are done: what was kept already took no time
        int last = 0;
        return new FeatureStore(folder).Get(
            Net, pictures, Set.Samples, Set.Digests, Experiment.Loading,
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
}
