using ParquetSharp;

namespace Honnan.Data.Sources;

/// <summary>Reads a binary column of a row group value by value, so that only one page of it is in memory.</summary>
/// <param name="reader">The column, which is disposed with this.</param>
/// <param name="maxBytes">Longer values are refused.</param>
internal sealed class BinaryColumn(ColumnReader reader, long maxBytes) : IDisposable
{
    private readonly ColumnReader<ByteArray> _reader = (ColumnReader<ByteArray>)reader;
    private readonly short _present = reader.ColumnDescriptor.MaxDefinitionLevel;

    /// <summary>The next value, which lies in the column's memory until the one after it is asked for.</summary>
    /// <returns>False where the row has none.</returns>
    /// <exception cref="InputException">The column ends early, or the value is too long.</exception>
    public bool TryNext(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        Span<short> definition = stackalloc short[1];
        Span<short> repetition = stackalloc short[1];
        Span<ByteArray> value = stackalloc ByteArray[1];
        definition[0] = _present; // not written for a required column
        long levels = _reader.ReadBatch(1, definition, repetition, value, out long values);
        if (levels != 1 && values != 1)
        {
            throw new InputException("a column ends before its last row");
        }

        if (values == 0)
        {
            return false;
        }

        if (value[0].Length < 0 || value[0].Length > maxBytes)
        {
            throw new InputException($"a value of {value[0].Length} bytes is too long");
        }

        unsafe
        {
            bytes = new ReadOnlySpan<byte>((void*)value[0].Pointer, value[0].Length);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
