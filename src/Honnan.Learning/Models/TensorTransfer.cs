using System.Runtime.InteropServices;
using Honnan.Data;
using Honnan.Learning.Weights;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Copies numbers between weight files and a net's tensors.</summary>
internal static class TensorTransfer
{
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
        return TensorData.FromChunks(name, source.shape, type, () => [Bytes(source)]);
    }

    private static ReadOnlyMemory<byte> Bytes(Tensor source)
    {
        using var gradients = no_grad();
        using Tensor plain = source.detach();
        using Tensor dense = plain.contiguous();
        return source.dtype == ScalarType.Int64
            ? MemoryMarshal.AsBytes<long>(dense.data<long>().ToArray()).ToArray()
            : dense.bytes.ToArray();
    }
}
