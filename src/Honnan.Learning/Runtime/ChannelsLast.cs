using static TorchSharp.torch;

namespace Honnan.Learning.Runtime;

/// <summary>
/// The channels-last memory layout: shape [N,C,H,W] as ever, strides of [N,H,W,C]. Convolutions keep it, and are up to
/// twice as fast with it. TorchSharp has no call for it; permuting, copying and permuting back gives the same strides.
/// </summary>
public static class ChannelsLast
{
    /// <summary>A copy of a [N,C,H,W] tensor in this layout (or the values as they are if they lie so); caller disposes.</summary>
    public static Tensor Of(Tensor tensor)
    {
        using Tensor last = tensor.permute(0, 2, 3, 1);
        using Tensor dense = last.contiguous();
        return dense.permute(0, 3, 1, 2);
    }

    /// <summary>A 1-d stretch of memory seen as [O,I,h,w] weights in this layout; caller disposes. It shares the memory.</summary>
    public static Tensor View(Tensor flat, long offset, long[] shape)
    {
        (long i, long h, long w) = (shape[1], shape[2], shape[3]);
        return flat.as_strided(shape, [h * w * i, 1, w * i, i], offset);
    }
}
