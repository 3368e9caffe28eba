using System.Buffers;

namespace Honnan.Data.Sources;

/// <summary>
/// An encoded picture in an array of the shared pool: hundreds of kilobytes for each of tens of thousands of pictures
/// would otherwise lie about as garbage, which the collector leaves for long. The owner disposes it, after which
/// <see cref="Span"/> must not be used.
/// </summary>
internal sealed class PooledBytes : IDisposable
{
    private readonly int _length;
    private byte[]? _array;

    private PooledBytes(int length) => (_length, _array) = (length, ArrayPool<byte>.Shared.Rent(length));

    /// <summary>The bytes.</summary>
    public Span<byte> Span => (_array ?? throw new ObjectDisposedException(nameof(PooledBytes))).AsSpan(0, _length);

    /// <summary>Bytes of any content.</summary>
    public static PooledBytes Rent(int length) => new(length);

    /// <summary>A copy.</summary>
    public static PooledBytes Of(ReadOnlySpan<byte> bytes)
    {
        PooledBytes copy = Rent(bytes.Length);
        bytes.CopyTo(copy.Span);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
