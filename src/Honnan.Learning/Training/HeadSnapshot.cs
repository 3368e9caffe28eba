using Honnan.Learning.Models;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>A head's weights as they are now; puts them back when disposed.</summary>
internal sealed class HeadSnapshot(Head head, Action? restored = null) : IDisposable
{
    private readonly List<(Tensor Live, Tensor Kept)> _pairs = [.. head.parameters().Select(p => ((Tensor)p, p.detach().clone().DetachFromDisposeScope()))];

    /// <inheritdoc/>
    public void Dispose()
    {
        using var gradients = no_grad();
        foreach ((Tensor live, Tensor kept) in _pairs)
        {
            live.copy_(kept);
            kept.Dispose();
        }

        restored?.Invoke();
    }
}
