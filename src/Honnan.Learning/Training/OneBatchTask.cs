using Honnan.Learning.Models;

namespace Honnan.Learning.Training;

/// <summary>The first batch of another task, over and over: a net that can learn at all learns it by heart.</summary>
internal sealed class OneBatchTask(ITrainingTask inner) : ITrainingTask, IDisposable
{
    private LabelledBatch? _batch;

    /// <inheritdoc/>
    public int TrainingPictures => inner.TrainingPictures;

    /// <inheritdoc/>
    public int ValidationPictures => 0;

    /// <inheritdoc/>
    public int BatchesOf(int epoch) => 1;

    /// <inheritdoc/>
    public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        _batch ??= First(stop);
        yield return _batch with { Inputs = _batch.Inputs.alias(), Labels = _batch.Labels.alias() };
    }

    /// <inheritdoc/>
    public ForwardPass Forward(TorchSharp.torch.Tensor inputs) => inner.Forward(inputs);

    /// <inheritdoc/>
    public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => [];

    /// <inheritdoc/>
    public IDisposable? Prepare() => inner.Prepare();

    /// <inheritdoc/>
    public string Describe(LabelledBatch batch) => inner.Describe(batch);

    /// <summary>Frees the batch.</summary>
    public void Dispose() => _batch?.Dispose();

    private LabelledBatch First(CancellationToken stop)
    {
        LabelledBatch first = inner.Training(0, 0, stop).First();
        return first with { Inputs = first.Inputs.DetachFromDisposeScope(), Labels = first.Labels.DetachFromDisposeScope() };
    }
}
