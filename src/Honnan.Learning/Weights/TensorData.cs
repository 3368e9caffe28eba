using Honnan.Data;

namespace Honnan.Learning.Weights;

/// <summary>
/// A named tensor in plain memory or in a file: row-major, contiguous, little-endian. One that comes from a
/// <see cref="WeightsFile"/> reads its bytes when asked, each time anew, and only until that file is disposed.
/// </summary>
public sealed class TensorData
{
    private readonly Func<IEnumerable<ReadOnlyMemory<byte>>> _chunks;

    private TensorData(string name, long[] shape, ElementType elementType, Func<IEnumerable<ReadOnlyMemory<byte>>> chunks)
    {
        (Name, Shape, ElementType, _chunks) = (name, shape, elementType, chunks);
        Count = TensorShape.Count(shape) ?? throw new ArgumentException($"the shape of '{name}' is negative or too large", nameof(shape));
        ByteCount = checked(Count * elementType.ByteSize());
    }

    /// <summary>The name, parts separated by dots: "layer1.0.conv1.weight".</summary>
    public string Name { get; }

    /// <summary>The dimensions, outermost first; empty for a single number. Not to be changed.</summary>
    public long[] Shape { get; }

    /// <summary>What the elements are.</summary>
    public ElementType ElementType { get; }

    /// <summary>The number of elements: the product of <see cref="Shape"/>.</summary>
    public long Count { get; }

    /// <summary>The number of bytes: <see cref="Count"/> times the element's size.</summary>
    public long ByteCount { get; }

    /// <summary>A tensor over bytes in memory, which are not copied.</summary>
    /// <exception cref="ArgumentException">The shape is negative, or does not make the number of bytes.</exception>
    public static TensorData FromBytes(string name, long[] shape, ElementType elementType, ReadOnlyMemory<byte> bytes)
    {
        var tensor = new TensorData(name, shape, elementType, () => [bytes]);
        return tensor.ByteCount == bytes.Length
            ? tensor
            : throw new ArgumentException($"'{name}' has {bytes.Length} bytes, but its shape makes {tensor.ByteCount}", nameof(bytes));
    }

    /// <summary>A float32 tensor of <paramref name="values"/> in row-major order, which are copied.</summary>
    /// <exception cref="ArgumentException">The shape does not make the number of values.</exception>
    public static TensorData FromSingle(string name, long[] shape, ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[checked(4 * values.Length)];
        for (int i = 0; i < values.Length; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(4 * i), values[i]);
        }

        if (!BitConverter.IsLittleEndian)
        {
            ElementValues.SwapBytes(ElementType.Float32, bytes);
        }

        return FromBytes(name, shape, ElementType.Float32, bytes);
    }

    /// <summary>
    /// A tensor whose bytes are made when asked for: chunks in order, each of whole elements and valid until the next
    /// is taken, <see cref="ByteCount"/> in all.
    /// </summary>
    public static TensorData FromChunks(
        string name, long[] shape, ElementType elementType, Func<IEnumerable<ReadOnlyMemory<byte>>> chunks) =>
        new(name, shape, elementType, chunks);

    /// <summary>The same tensor under another name; bytes are shared.</summary>
    public TensorData Named(string name) => new(name, Shape, ElementType, _chunks);

    /// <summary>The bytes in order, in chunks of whole elements (about a MiB from a file); a chunk is valid until the next is taken.</summary>
    /// <exception cref="InputException">The file behind it cannot be read any more.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks()
    {
        long left = ByteCount;
        foreach (ReadOnlyMemory<byte> chunk in _chunks())
        {
            left -= chunk.Length;
            if (left < 0 || chunk.Length % ElementType.ByteSize() != 0)
            {
                break;
            }

            yield return chunk;
        }

        if (left != 0)
        {
            throw new InvalidOperationException($"the bytes of '{Name}' are not those of its shape");
        }
    }

    /// <summary>All bytes, a new array.</summary>
    /// <exception cref="InputException">There are more than an array can hold (2 GiB).</exception>
    public byte[] ToBytes()
    {
        byte[] all = new byte[ArrayLength(ByteCount)];
        int filled = 0;
        foreach (ReadOnlyMemory<byte> chunk in Chunks())
        {
            chunk.Span.CopyTo(all.AsSpan(filled));
            filled += chunk.Length;
        }

        return all;
    }

    /// <summary>All numbers in row-major order, rounded to float32; bool as 0 and 1; complex as pairs, real part first.</summary>
    /// <exception cref="InputException">There are more than an array can hold.</exception>
    public float[] ToSingle() => ToNumbers<float>(ElementValues.ToSingle);

    /// <summary>All numbers in row-major order (64-bit integers beyond 2^53 rounded); bool as 0 and 1; complex as pairs.</summary>
    /// <exception cref="InputException">There are more than an array can hold.</exception>
    public double[] ToDouble() => ToNumbers<double>(ElementValues.ToDouble);

    private delegate void Converter<T>(ElementType type, ReadOnlySpan<byte> bytes, Span<T> values);

    private T[] ToNumbers<T>(Converter<T> convert)
    {
        int components = ElementType.Components();
        T[] all = new T[ArrayLength(checked(Count * components))];
        int filled = 0;
        foreach (ReadOnlyMemory<byte> chunk in Chunks())
        {
            int numbers = chunk.Length / ElementType.ByteSize() * components;
            convert(ElementType, chunk.Span, all.AsSpan(filled, numbers));
            filled += numbers;
        }

        return all;
    }

    private int ArrayLength(long length) => length <= Array.MaxLength
        ? (int)length
        : throw new InputException($"tensor {FileBytes.Quoted(Name)} is too large to be held in one array ({ByteCount} bytes)");
}
