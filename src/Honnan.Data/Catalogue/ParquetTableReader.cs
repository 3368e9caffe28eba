using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>Reads records of a Parquet file through a list of columns, one row group at a time.</summary>
internal sealed class ParquetTableReader<T> : IDisposable
{
    private readonly string _path;
    private readonly IReadOnlyList<ParquetField<T>> _fields;
    private readonly Func<T> _make;
    private readonly ParquetFileReader _reader;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Opens a table and checks that it has the columns.</summary>
    /// <exception cref="InputException">It cannot be read, or has other columns.</exception>
    public ParquetTableReader(string path, IReadOnlyList<ParquetField<T>> fields, Func<T> make)
    {
        (_path, _fields, _make) = (path, fields, make);
        _reader = Reading(() => new ParquetFileReader(path));
        try
        {
            SchemaDescriptor schema = Reading(() => _reader.FileMetaData.Schema);
            for (int i = 0; i < schema.NumColumns; i++)
            {
                _places[schema.Column(i).Path.ToDotString().Split('.')[0]] = i; // a list's values lie below its name
            }

            string[] missing = [.. fields.Where(field => !field.Optional).Select(field => field.Name).Where(name => !_places.ContainsKey(name))];
            if (missing.Length > 0)
            {
                throw new InputException($"'{path}' has no column {string.Join(", ", missing)}; it was made by another version or program");
            }
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>Row groups.</summary>
    public int Groups => _reader.FileMetaData.NumRowGroups;

    /// <summary>Records in all.</summary>
    public long Rows => _reader.FileMetaData.NumRows;

    /// <summary>What was written with the table.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Reading(() => _reader.FileMetaData.KeyValueMetadata);

    /// <summary>A group's records.</summary>
    /// <exception cref="InputException">They cannot be read, or are more than are ever written.</exception>
    public T[] Read(int group) => Reading(() =>
    {
        using RowGroupReader rows = _reader.RowGroup(group);
        int count = checked((int)rows.MetaData.NumRows);
        if (count > ParquetTable.GroupRows)
        {
            throw new InputException($"'{_path}' has a row group of {count} rows; {ParquetTable.GroupRows} at most are written");
        }

        T[] made = [.. Enumerable.Range(0, count).Select(_ => _make())];
        foreach (ParquetField<T> field in _fields.Where(field => _places.ContainsKey(field.Name)))
        {
            using ColumnReader column = rows.Column(_places[field.Name]);
            field.Read(column, made);
        }

        return made;
    });

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private TRead Reading<TRead>(Func<TRead> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is ParquetException or IOException or UnauthorizedAccessException or InvalidCastException or OverflowException)
        {
            throw new InputException($"cannot read '{_path}': {error.Message.Split('\n')[0].Trim()}", error);
        }
    }
}
