using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Ranks;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>Trains on pictures, decoded and prepared ahead of the step.</summary>
internal sealed class PictureTask : IObservingTask
{
    private readonly Net _net;
    private readonly IPictureBytes _bytes;
    private readonly TrainingSet _set;
    private readonly TrainingOptions _options;
    private readonly LoadingOptions _loading;
    private readonly LoadingOptions _ahead;
    private readonly Sample[] _training;
    private readonly BatchShare _share;
    private readonly PassKind _kind;

    /// <summary>Takes the pictures of a set; bytes stay the caller's.</summary>
    /// <param name="net">What learns.</param>
    /// <param name="bytes">Where the pictures are.</param>
    /// <param name="set">Which.</param>
    /// <param name="options">How it learns.</param>
    /// <param name="loading">How they are prepared.</param>
    /// <param name="share">The part of every batch that is this process's; null for the whole.</param>
    /// <param name="host">What of the host this process may take while all train; null for the whole. One that validates does so while the others wait.</param>
    public PictureTask(
        Net net, IPictureBytes bytes, TrainingSet set, TrainingOptions options, LoadingOptions loading, BatchShare? share = null, HostShare? host = null)
    {
        (_net, _bytes, _set, _options, _loading, _share) = (net, bytes, set, options, loading, share ?? BatchShare.Whole);
        _ahead = (host ?? HostShare.Whole).Of(loading);
        _kind = options.Recompute ? PassKind.Recomputed
            : _share.Ranks > 1 && net.Pooling.Features == PooledFeatures.Last ? PassKind.Segmented : PassKind.Plain;
        _training = [.. set.Training.Select(i => set.Samples[i])];
    }

    /// <inheritdoc/>
    public int TrainingPictures => _training.Length;

    /// <inheritdoc/>
    public int ValidationPictures => _set.Validation.Count;

    /// <inheritdoc/>
    public int BatchesOf(int epoch) => Plan(epoch).Count;

    /// <inheritdoc/>
    public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop)
    {
        IReadOnlyList<PictureView>[] parts = [.. Plan(epoch).Skip(firstBatch).Select(_share.Of)];
        using IEnumerator<PictureBatch> batches =
            new BatchLoader(_bytes, _training, _ahead).Load(parts.Where(p => p.Count > 0), stop).GetEnumerator();
        foreach (IReadOnlyList<PictureView> part in parts)
        {
            if (part.Count == 0)
            {
                yield return Nothing();
                continue;
            }

            batches.MoveNext();
            using PictureBatch batch = batches.Current;
            yield return new LabelledBatch(
                PictureTensor.From(batch),
                tensor(batch.Labels),
                [.. batch.Views.Select(v => _set.Training[v.Sample])]);
        }
    }

    /// <inheritdoc/>
    public ForwardPass Forward(Tensor inputs) => _net.Pass(inputs, _kind);

    /// <inheritdoc/>
    public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => _set.Validated(Outputs(_set.Validation, features: false, stop));

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<ViewOutput>> Observe(IReadOnlyList<int> pictures, CancellationToken stop) => Outputs(pictures, features: true, stop);

    /// <inheritdoc/>
    public IDisposable? Prepare() => null;

    /// <inheritdoc/>
    public string Describe(LabelledBatch batch) => _set.Describe(batch.Samples);

    /// <summary>What a rank has of a batch with fewer pictures than there are ranks.</summary>
    private LabelledBatch Nothing()
    {
        var size = PictureSize.FromShortSide(_loading.ShortSide);
        return new LabelledBatch(zeros([0, 3, size.Height, size.Width]), zeros([0], dtype: ScalarType.Int64), []);
    }

    private IReadOnlyList<IReadOnlyList<ViewOutput>> Outputs(IReadOnlyList<int> pictures, bool features, CancellationToken stop) =>
        [.. ViewOutputs.Of(_net, _bytes, [.. pictures.Select(i => _set.Samples[i])], _loading, features, null, stop).Select(v => v!)];

    private IReadOnlyList<IReadOnlyList<PictureView>> Plan(int epoch) =>
        TrainingPlan.Create(_training, _loading, _options.Batch, _options.Seed, epoch, _options.Sampling);
}
