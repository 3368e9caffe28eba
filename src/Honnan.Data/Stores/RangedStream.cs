using System.Runtime.ExceptionServices;

namespace Honnan.Data.Stores;

/// <summary>
/// A read-only, seekable stream over something that is read by ranges, each at a price: it takes blocks, and keeps the last
/// few. Not safe for several threads at once, except for <see cref="Failure"/>.
/// </summary>
public sealed class RangedStream : Stream
{
    private readonly long _length;
    private readonly int _blockBytes;
    private readonly int _mostBlocks;
    private readonly Action<long, Memory<byte>> _read;
    private readonly LinkedList<(long Index, byte[] Bytes)> _blocks = []; // the one used last comes first
    private long _position;
    private Exception? _failure;

    /// <summary>Makes a stream that has read nothing.</summary>
    /// <param name="length">Bytes in all.</param>
    /// <param name="blockBytes">Bytes of a block, at least 1.</param>
    /// <param name="mostBlocks">Blocks that are kept, at least 1.</param>
    /// <param name="read">Fills a span with the bytes from a place, all of them, or throws.</param>
    public RangedStream(long length, int blockBytes, int mostBlocks, Action<long, Memory<byte>> read)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBlocks, 1);
        (_length, _blockBytes, _mostBlocks, _read) = (length, blockBytes, mostBlocks, read);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>What reading threw first; null where it never did. Libraries that read through the stream tell of it in other words.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Throws the first failure again, where there was one.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int done = 0;
        while (done < buffer.Length && _position < _length)
        {
            byte[] block = Block(_position / _blockBytes);
            int from = (int)(_position % _blockBytes);
            int count = Math.Min(block.Length - from, buffer.Length - done);
            block.AsSpan(from, count).CopyTo(buffer[done..]);
            done += count;
            _position += count;
        }

        return done;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => _length,
            _ => throw new ArgumentOutOfRangeException(nameof(origin)),
        };
        long target = checked(from + offset);
        if (target < 0)
        {
            throw new IOException("a place before the stream's beginning");
        }

        return _position = target;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte[] Block(long index)
    {
        for (LinkedListNode<(long Index, byte[] Bytes)>? node = _blocks.First; node is not null; node = node.Next)
        {
            if (node.Value.Index == index)
            {
                _blocks.Remove(node);
                _blocks.AddFirst(node);
                return node.Value.Bytes;
            }
        }

        // The array of the block that goes is not used again: only the last block of a file is of another length.
        if (_blocks.Count == _mostBlocks)
        {
            _blocks.RemoveLast();
        }

        byte[] bytes = new byte[Math.Min(_blockBytes, _length - (index * _blockBytes))];
        try
        {
            _read(index * _blockBytes, bytes);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, error, null);
            throw;
        }

        _blocks.AddFirst((index, bytes));
        return bytes;
    }
}
