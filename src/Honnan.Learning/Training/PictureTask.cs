using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
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
    private readonly Sample[] _training;
    private readonly Sample[] _validation;

    /// <summary>Takes the pictures of a set; bytes stay the caller's.</summary>
    public PictureTask(Net net, IPictureBytes bytes, TrainingSet set, TrainingOptions options, LoadingOptions loading)
    {
        (_net, _bytes, _set, _options, _loading) = (net, bytes, set, options, loading);
        _training = [.. set.Training.Select(i => set.Samples[i])];
        _validation = [.. set.Validation.Select(i => set.Samples[i])];
    }

    /// <inheritdoc/>
    public int TrainingPictures => _training.Length;

    /// <inheritdoc/>
    public int ValidationPictures => _validation.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> ValidationLabels => [.. _validation.Select(s => s.Label)];

    /// <inheritdoc/>
    public int BatchesOf(int epoch) => Plan(epoch).Count;

    /// <inheritdoc/>
    public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop)
    {
        var loader = new BatchLoader(_bytes, _training, _loading);
        foreach (PictureBatch batch in loader.Load(Plan(epoch).Skip(firstBatch), stop))
        {
            using (batch)
            {
                yield return new LabelledBatch(
                    PictureTensor.From(batch),
                    tensor(batch.Labels),
                    [.. batch.Views.Select(v => _set.Training[v.Sample])]);
            }
        }
    }

    /// <inheritdoc/>
    public ForwardPass Forward(Tensor inputs) => _net.Pass(inputs, _options.Recompute);

    /// <inheritdoc/>
    public IReadOnlyList<double[]> Validate(CancellationToken stop) =>
        [.. ViewProbabilities.Of(_net, _bytes, _validation, _loading, null, stop).Select(p => p!)];

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<ViewOutput>> Observe(IReadOnlyList<int> pictures, CancellationToken stop) =>
        [.. ViewOutputs.Of(_net, _bytes, [.. pictures.Select(i => _set.Samples[i])], _loading, features: true, null, stop).Select(v => v!)];

    /// <inheritdoc/>
    public IDisposable? Prepare() => null;

    /// <inheritdoc/>
    public string Describe(LabelledBatch batch) => _set.Describe(batch.Samples);

    private IReadOnlyList<IReadOnlyList<PictureView>> Plan(int epoch) =>
        TrainingPlan.Create(_training, _loading, _options.Batch, _options.Seed, epoch, _options.Sampling);
}
