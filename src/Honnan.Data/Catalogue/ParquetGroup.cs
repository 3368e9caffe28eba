using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>A row group that is being read.</summary>
/// <param name="group">What is read.</param>
/// <param name="places">The table's columns by name.</param>
/// <param name="rows">Its rows.</param>
internal sealed class ParquetGroup(RowGroupReader group, IReadOnlyDictionary<string, int> places, int rows)
{
    private const int BatchRows = 1024;

    /// <summary>How many rows it has.</summary>
    public int Rows => rows;

    /// <summary>Whether the table has a column.</summary>
    public bool Has(string column) => places.ContainsKey(column);

    /// <summary>Opens a column; the caller disposes.</summary>
    public ColumnReader Column(string column) => group.Column(places[column]);

    /// <summary>Every number of a flat column, as stored, in order.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="missing">Stands where a row has none, and for all where the table lacks the column.</param>
    /// <param name="take">Takes them.</param>
    /// <exception cref="InputException">It ends early, or is a list.</exception>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public void Numbers<T>(string column, T missing, Action<T> take)
        where T : unmanaged => Each<T>(column, (present, value) => take(present ? value : missing));

    /// <summary>Every value of a flat binary or text column in order: whether the row has one, and its bytes, which stay for the call alone.</summary>
    /// <inheritdoc cref="Numbers"/>
    public void Texts(string column, Action<bool, ReadOnlySpan<byte>> take) => Each<ByteArray>(column, (present, value) =>
    {
        if (value.Length < 0)
        {
            throw new InputException($"column {column} has a value of {(uint)value.Length} bytes");
        }

        unsafe
        {
            take(present, new ReadOnlySpan<byte>((void*)value.Pointer, value.Length));
        }
    });

    private void Each<T>(string column, Action<bool, T> take)
        where T : unmanaged
    {
        if (!Has(column))
        {
            for (int i = 0; i < rows; i++)
            {
                take(false, default);
            }

            return;
        }

        using ColumnReader opened = Column(column);
        var reader = (ColumnReader<T>)opened;
        if (reader.ColumnDescriptor.MaxRepetitionLevel != 0)
        {
            throw new InputException($"column {column} is a list");
        }

        short present = reader.ColumnDescriptor.MaxDefinitionLevel;
        Span<short> definitions = stackalloc short[BatchRows];
        Span<short> repetitions = stackalloc short[BatchRows];
        var values = new T[BatchRows];
        for (int done = 0; done < rows;)
        {
            definitions.Fill(present); // not written for a required column
            int asked = Math.Min(BatchRows, rows - done);

            // A batch ends with its page, so that binary values still lie in memory.
            int levels = (int)reader.ReadBatch(asked, definitions[..asked], repetitions[..asked], values.AsSpan(0, asked), out long read);
            levels = Math.Max(levels, (int)read);
            if (levels <= 0)
            {
                throw new InputException($"column {column} ends before its last row");
            }

            for (int i = 0, value = 0; i < levels; i++)
            {
                bool has = definitions[i] == present;
                take(has, has ? values[value++] : default);
            }

            done += levels;
        }
    }
}
