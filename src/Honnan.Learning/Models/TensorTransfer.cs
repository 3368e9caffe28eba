using System.Buffers;
using Honnan.Data;
using Honnan.Learning.Weights;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Copies numbers between weight files and a net's tensors.</summary>
internal static class TensorTransfer
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Fills a float32 or int64 tensor of any layout with a stored one's numbers, rounded where they are finer.</summary>
    /// <exception cref="InputException">The shapes differ.</exception>
    public static void Fill(Tensor target, TensorData stored, string file)
    {
        if (!target.shape.AsSpan().SequenceEqual(stored.Shape))
        {
            throw new InputException(
                $"'{stored.Name}' in '{file}' has the shape [{string.Join(", ", stored.Shape)}], but the net wants [{string.Join(", ", target.shape)}]");
        }

        using var gradients = no_grad();
        using Tensor values = tensor(stored.ToSingle(), target.shape);
        target.copy_(values);
    }

    /// <summary>A float32 or int64 tensor's numbers in row-major order, read when they are written.</summary>
    public static TensorData Describe(string name, Tensor source)
    {
        ElementType type = source.dtype == ScalarType.Int64 ? ElementType.Int64 : ElementType.Float32;
        return TensorData.FromChunks(name, source.shape, type, () => Chunks(source));
    }

    /// <summary>The numbers' bytes, piece by piece in one buffer: each piece is to be used before the next is asked for.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Chunks(Tensor source)
    {
        using Tensor dense = Dense(source);
        long size = dense.numel() * dense.element_size();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (long done = 0; done < size; done += ChunkBytes)
            {
                int length = (int)Math.Min(ChunkBytes, size - done);
                dense.bytes.Slice((int)done, length).CopyTo(buffer);
                yield return buffer.AsMemory(0, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Tensor Dense(Tensor source)
    {
        using var gradients = no_grad();
        using Tensor plain = source.detach();
        using Tensor here = plain.cpu();
        return here.contiguous();
    }
}
