namespace Honnan.Learning.Weights;

/// <summary>Reads a view's elements in row-major order from the file that holds its storage.</summary>
internal static class TorchTensorBytes
{
    /// <summary>How much of a gathered view is handed out at once, in bytes.</summary>
    private const int ChunkSize = 1 << 20;

    /// <summary>The elements in order; a chunk is valid until the next is taken.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Chunks(FileBytes file, TorchTensor tensor)
    {
        int size = tensor.ElementType.ByteSize();
        long start = tensor.Storage.Start + (tensor.Offset * size);
        IEnumerable<ReadOnlyMemory<byte>> chunks = tensor.Count == 0 ? []
            : tensor.IsContiguous ? file.Chunks(start, tensor.Count * size)
            : Gather(file, tensor, start);
        return tensor.Storage.BigEndian ? Swapped(chunks, tensor.ElementType) : chunks;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Swapped(IEnumerable<ReadOnlyMemory<byte>> chunks, ElementType type)
    {
        foreach (ReadOnlyMemory<byte> chunk in chunks)
        {
            byte[] copy = chunk.ToArray();
            ElementValues.SwapBytes(type, copy);
            yield return copy;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Gather(FileBytes file, TorchTensor tensor, long start)
    {
        int size = tensor.ElementType.ByteSize();
        if (tensor.Span * size > Array.MaxLength)
        {
            throw file.Damaged($"a tensor of shape {TensorShape.Text(tensor.Shape)} is spread over {tensor.Span * size} bytes; {Array.MaxLength} are the most");
        }

        // The part of the storage that the view looks into is read once: its elements lie in another order.
        byte[] source = new byte[tensor.Span * size];
        file.Read(start, source);
        byte[] chunk = new byte[(int)Math.Min(ChunkSize, tensor.Count * size)];
        long[] index = new long[tensor.Shape.Length];
        int inner = tensor.Shape.Length - 1;
        long place = 0;
        int filled = 0;
        for (long done = 0; done < tensor.Count; done++)
        {
            source.AsSpan((int)place * size, size).CopyTo(chunk.AsSpan(filled));
            filled += size;
            if (filled == chunk.Length)
            {
                yield return chunk;
                filled = 0;
            }

            // Counts up like an odometer, the last dimension first.
            for (int i = inner; i >= 0; i--)
            {
                place += tensor.Strides[i];
                if (++index[i] < tensor.Shape[i])
                {
                    break;
                }

                place -= tensor.Strides[i] * tensor.Shape[i];
                index[i] = 0;
            }
        }

        if (filled > 0)
        {
            yield return chunk.AsMemory(0, filled);
        }
    }
}
