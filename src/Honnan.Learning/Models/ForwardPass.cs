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
    public virtual void Backward(Tensor loss) => loss.backward();

    /// <summary>Frees what is held.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what is held.</summary>
    protected virtual void Dispose(bool disposing) => Logits.Dispose();
}
