using static TorchSharp.torch;

namespace Honnan.Learning.Runtime;

/// <summary>
/// Tensors in a memory layout. Channels last is: shape [N,C,H,W] as ever, strides of [N,H,W,C]; convolutions keep it, and are
/// up to twice as fast with it. TorchSharp has no call for it; permuting, copying and permuting back gives the same strides.
/// </summary>
public static class Layouts
{
    /// <summary>A copy of a [N,C,H,W] tensor in a layout (or the values as they are if they lie so); caller disposes.</summary>
    public static Tensor Of(Tensor tensor, MemoryLayout layout)
    {
        if (layout == MemoryLayout.Plain)
        {
            return tensor.contiguous();
        }

        using Tensor last = tensor.permute(0, 2, 3, 1);
        using Tensor dense = last.contiguous();
        return dense.permute(0, 3, 1, 2);
    }

    /// <summary>A 1-d stretch of memory seen as [O,I,h,w] weights in a layout; caller disposes. It shares the memory.</summary>
    public static Tensor View(Tensor flat, long offset, long[] shape, MemoryLayout layout)
    {
        (long i, long h, long w) = (shape[1], shape[2], shape[3]);
        long[] strides = layout == MemoryLayout.Plain ? [i * h * w, h * w, w, 1] : [h * w * i, 1, w * i, i];
        return flat.as_strided(shape, strides, offset);
    }
}
