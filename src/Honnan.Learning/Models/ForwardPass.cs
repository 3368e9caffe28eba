using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A pass through a net that can be gone back. Where segments of the net are computed again for the way back, this holds
/// their inputs; else nothing but the logits.
/// </summary>
internal class ForwardPass(Tensor logits) : IDisposable
{
    /// <summary>[N,classes]; this object's own.</summary>
    public Tensor Logits { get; } = logits;

    /// <summary>Adds the gradients of a loss of these logits to the parameters'; once.</summary>
    public void Backward(Tensor loss) => Backward(loss, null);

    /// <summary>As the other one.</summary>
    /// <param name="loss">Of these logits.</param>
    /// <param name="reached">
    /// Told on the way back, where the pass is one in segments: how many of the net's steps, the first ones, are still to come. The
    /// gradients of all behind them are complete.
    /// </param>
    public virtual void Backward(Tensor loss, Action<int>? reached) => GradientNode.GoBack(() => loss.backward());

    /// <summary>Frees what is held.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what is held.</summary>
    protected virtual void Dispose(bool disposing) => Logits.Dispose();
}
