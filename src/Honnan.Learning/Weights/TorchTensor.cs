namespace Honnan.Learning.Weights;

/// <summary>A view into a storage, checked to lie inside it.</summary>
/// <param name="Storage">Where the elements are.</param>
/// <param name="ElementType">What they are.</param>
/// <param name="Offset">The first element's place in the storage, in elements.</param>
/// <param name="Shape">Dimensions, none negative, at most 64.</param>
/// <param name="Strides">Elements from one index to the next, a number for each dimension, none negative.</param>
/// <param name="Count">The product of the dimensions.</param>
internal sealed record TorchTensor(
    TorchStorage Storage, ElementType ElementType, long Offset, long[] Shape, long[] Strides, long Count)
{
    /// <summary>Elements from the first to the last one, both counted; 0 for an empty tensor.</summary>
    public long Span
    {
        get
        {
            long last = 0;
            for (int i = 0; i < Shape.Length; i++)
            {
                last += Count == 0 ? 0 : (Shape[i] - 1) * Strides[i];
            }

            return Count == 0 ? 0 : last + 1;
        }
    }

    /// <summary>Whether the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous
    {
        get
        {
            long due = 1;
            for (int i = Shape.Length - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != due)
                {
                    return Count == 0;
                }

                due *= Shape[i];
            }

            return true;
        }
    }

    /// <summary>Makes a view after checking it.</summary>
    /// <returns>The view, or what is wrong with it.</returns>
    public static (TorchTensor? Tensor, string? Fault) Create(
        TorchStorage storage, ElementType elementType, long offset, long[] shape, long[] strides)
    {
        if (TensorShape.Count(shape) is not { } count)
        {
            return (null, $"a tensor has the impossible shape {TensorShape.Text(shape)}");
        }

        if (strides.Length != shape.Length || offset < 0 || strides.Any(stride => stride < 0))
        {
            return (null, $"a tensor of shape {TensorShape.Text(shape)} has impossible strides {TensorShape.Text(strides)} or offset {offset}");
        }

        // Every addend is below 2^126, and there are at most 64 of them: they are cut off long before they overflow.
        UInt128 end = (UInt128)offset + (count == 0 ? 0u : 1u);
        for (int i = 0; i < shape.Length && count > 0 && end <= long.MaxValue; i++)
        {
            end += (UInt128)(shape[i] - 1) * (UInt128)strides[i];
        }

        long held = storage.ByteCount / elementType.ByteSize();
        return end > (UInt128)held
            ? (null, $"a tensor of shape {TensorShape.Text(shape)}, strides {TensorShape.Text(strides)} and offset {offset} reaches beyond its storage of {held} elements")
            : (new TorchTensor(storage, elementType, offset, shape, strides, count), null);
    }
}
