using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Learning.Experiments;
using Honnan.Learning.Features;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Ranks;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>Trains the head alone on kept features: a step takes a fraction of a millisecond a picture.</summary>
internal sealed class FeatureTask : IObservingTask
{
    private readonly Net _net;
    private readonly FeatureTable _features;
    private readonly TrainingOptions _options;
    private readonly LoadingOptions _loading;
    private readonly IReadOnlyList<int> _training;
    private readonly IReadOnlyList<int> _validation;
    private readonly Sample[] _planned;
    private readonly TrainingSet _set;
    private readonly FeatureScaling? _scaling;
    private readonly BatchShare _share;
    private bool _scaled;

    /// <summary>Takes the features of a set's pictures.</summary>
    /// <param name="net">Whose head is trained.</param>
    /// <param name="features">A row for every picture of the set.</param>
    /// <param name="set">The pictures, and which are trained on.</param>
    /// <param name="options">How.</param>
    /// <param name="loading">How they were prepared.</param>
    /// <param name="share">The part of every batch that is this process's; null for the whole.</param>
    public FeatureTask(Net net, FeatureTable features, TrainingSet set, TrainingOptions options, LoadingOptions loading, BatchShare? share = null)
    {
        _share = share ?? BatchShare.Whole;
        (_net, _features, _set, _options, _loading) = (net, features, set, options, loading);
        (_training, _validation) = (set.Training, set.Validation);

        _scaling = options.Standardise ? FeatureScaling.Of(features, set.Training) : null;
        _scaled = _scaling is not null;

        // One size for all: features have no shape by which batches would have to be gathered.
        PictureSize window = PictureSize.FromShortSide(loading.ShortSide);
        _planned = [.. _training.Select(i => set.Samples[i] with { Size = window })];
    }

    /// <inheritdoc/>
    public int TrainingPictures => _training.Count;

    /// <inheritdoc/>
    public int ValidationPictures => _validation.Count;

    /// <inheritdoc/>
    public int BatchesOf(int epoch) => Plan(epoch).Count;

    /// <inheritdoc/>
    public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop)
    {
        foreach (IReadOnlyList<PictureView> views in Plan(epoch).Skip(firstBatch).Select(_share.Of))
        {
            stop.ThrowIfCancellationRequested();
            var own = views.Select(v => v with { Sample = _training[v.Sample] }).ToArray();
            yield return new LabelledBatch(
                Rows(own),
                own.Length == 0 ? zeros([0], dtype: ScalarType.Int64) : tensor([.. own.Select(v => (long)_set.Samples[v.Sample].Label)]),
                [.. own.Select(v => v.Sample)]);
        }
    }

    /// <inheritdoc/>
    public ForwardPass Forward(Tensor inputs) => new(_net.Head.forward(inputs));

    /// <inheritdoc/>
    public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => _set.Validated(Observe(_validation, stop));

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<ViewOutput>> Observe(IReadOnlyList<int> pictures, CancellationToken stop)
    {
        using var gradients = no_grad();
        var observed = new List<IReadOnlyList<ViewOutput>>();
        foreach (int sample in pictures)
        {
            stop.ThrowIfCancellationRequested();
            PictureView[] views = [.. EvaluationPlan.Views(sample, _set.Samples[sample].Size, _loading.Windows, mirrored: false)];
            using Tensor rows = Rows(views).to(_net.Device);
            using Tensor logits = _net.Head.forward(rows);
            observed.Add([.. ViewOutputs.Rows(logits).Select((z, i) => new ViewOutput(z, _features.At(views[i]).ToArray()))]);
        }

        return observed;
    }

    /// <inheritdoc/>
    public IDisposable? Prepare()
    {
        if (_scaling is null)
        {
            return null;
        }

        var snapshot = new HeadSnapshot(_net.Head, () => _scaled = true);
        _scaling.FoldInto(_net.Head);
        _scaled = false;
        return snapshot;
    }

    /// <inheritdoc/>
    public string Describe(LabelledBatch batch) => _set.Describe(batch.Samples);

    private IReadOnlyList<IReadOnlyList<PictureView>> Plan(int epoch) =>
        TrainingPlan.Create(_planned, _loading, _options.Batch, _options.Seed, epoch, _options.Sampling);

    private Tensor Rows(PictureView[] views)
    {
        if (views.Length == 0)
        {
            return zeros([0, _features.Channels]);
        }

        float[] values = new float[views.Length * _features.Channels];
        for (int i = 0; i < views.Length; i++)
        {
            Span<float> row = values.AsSpan(i * _features.Channels, _features.Channels);
            if (_scaled)
            {
                _scaling!.Apply(_features.At(views[i]), row);
            }
            else
            {
                _features.At(views[i]).CopyTo(row);
            }
        }

        return tensor(values, [views.Length, _features.Channels]);
    }
}
