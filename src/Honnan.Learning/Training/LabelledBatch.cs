using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>One step's food. Owns its tensors.</summary>
/// <param name="Inputs">Pictures [N,3,H,W] in [-1,1], or features [N,C]; float32, on any device.</param>
/// <param name="Labels">[N] int64 classes, on the processor.</param>
/// <param name="Samples">Which training pictures they are.</param>
internal sealed record LabelledBatch(Tensor Inputs, Tensor Labels, IReadOnlyList<int> Samples) : IDisposable
{
    /// <summary>N.</summary>
    public int Count => Samples.Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        Inputs.Dispose();
        Labels.Dispose();
    }
}
