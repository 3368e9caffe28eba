using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>A batch of pictures on its way through a <see cref="CutNet"/>, at the cut. All tensors belong to the dispose scope around.</summary>
/// <param name="net">The net.</param>
/// <param name="activation">What left the layer, without gradient.</param>
/// <param name="stepInput">What entered the step that the layer lies in; null where the layer ends it.</param>
/// <param name="earlier">What the head sees of stages before.</param>
internal sealed class CutPass(CutNet net, Tensor activation, Tensor? stepInput, IReadOnlyList<Tensor> earlier)
{
    /// <summary>[N,C,h,w], of a transformer tokens [N,T,C]; at least float32. A leaf: it may be asked for its gradient.</summary>
    public Tensor Activation => activation;

    /// <summary>The axis of <see cref="Activation"/> that channels lie along.</summary>
    public int ChannelAxis => activation.dim() == 4 ? 1 : 2;

    /// <summary>The way on: <see cref="Activation"/> → the head's inputs [N,features].</summary>
    public Tensor Pooled() => net.After(activation, stepInput, earlier);

    /// <summary>The way on for variations of one picture: [B,…] → logits [B,classes].</summary>
    public Tensor LogitsOf(int picture, Tensor variations)
    {
        // Copies, not views of one row: libtorch's convolutions divide by a stride of 0.
        Tensor Row(Tensor tensor) => tensor.narrow(0, picture, 1).repeat([variations.shape[0], .. tensor.shape[1..].Select(_ => 1L)]);
        return net.Net.Head.forward(net.After(variations, stepInput is null ? null : Row(stepInput), earlier.Select(Row)));
    }
}
