using Honnan.Data.Sources;
using Honnan.Data.Stores;
using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>An open Parquet table whose columns are known by name, to be read a row group at a time.</summary>
internal sealed class ParquetTableFile : IDisposable
{
    private readonly string _path;
    private readonly OpenedParquet? _opened;
    private readonly ParquetFileReader _reader;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Opens a table and checks that it has the columns.</summary>
    /// <exception cref="InputException">It cannot be read, or lacks a column.</exception>
    public ParquetTableFile(string path, IEnumerable<string> required)
        : this(new LocalContent(path), required, CancellationToken.None)
    {
    }

    /// <summary>Opens a table, wherever it lies, and checks that it has the columns.</summary>
    /// <exception cref="InputException">It cannot be read, or lacks a column.</exception>
    /// <exception cref="StoreException">The store fails, then or later.</exception>
    public ParquetTableFile(IStoredContent content, IEnumerable<string> required, CancellationToken stop)
    {
        string path = _path = content.Path;
        _opened = Reading(() => new OpenedParquet(content, null, stop));
        _reader = _opened.Reader;
        try
        {
            SchemaDescriptor schema = Reading(() => _reader.FileMetaData.Schema);
            for (int i = 0; i < schema.NumColumns; i++)
            {
                _places[schema.Column(i).Path.ToDotString().Split('.')[0]] = i; // a list's values lie below its name
            }

            string[] missing = [.. required.Where(name => !_places.ContainsKey(name))];
            if (missing.Length > 0)
            {
                throw new InputException($"'{path}' has no column {string.Join(", ", missing)}; it was made by another version or program");
            }
        }
        catch
        {
            _opened.Dispose();
            throw;
        }
    }

    /// <summary>Row groups.</summary>
    public int Groups => _reader.FileMetaData.NumRowGroups;

    /// <summary>Records in all, as the file says.</summary>
    public long Rows => _reader.FileMetaData.NumRows;

    /// <summary>What was written with the table.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Reading(() => _reader.FileMetaData.KeyValueMetadata);

    /// <summary>Reads of a row group.</summary>
    /// <exception cref="InputException">It cannot be read, or has more rows than are ever written.</exception>
    public TRead Read<TRead>(int group, Func<ParquetGroup, TRead> read) => Reading(() =>
    {
        using RowGroupReader rows = _reader.RowGroup(group);
        int count = checked((int)rows.MetaData.NumRows);
        if (count is < 0 or > ParquetTable.GroupRows)
        {
            throw new InputException($"'{_path}' has a row group of {count} rows; {ParquetTable.GroupRows} at most are written");
        }

        try
        {
            return read(new ParquetGroup(rows, _places, count));
        }
        catch (InputException error)
        {
            throw new InputException($"'{_path}': {error.Message}", error);
        }
    });

    /// <inheritdoc/>
    public void Dispose() => _opened?.Dispose();

    private TRead Reading<TRead>(Func<TRead> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is ParquetException or IOException or UnauthorizedAccessException or InvalidCastException or OverflowException)
        {
            _opened?.ThrowIfStoreFailed();
            throw new InputException(IsDamage(error) ? $"'{_path}' is damaged: {OneLine.Of(error)}" : $"cannot read '{_path}': {OneLine.Of(error)}", error);
        }
    }

    /// <summary>Reads something of a file, and says what helps where it is damaged.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="remedy">What is to be done then; asked where it is.</param>
    public static T Reading<T>(Func<T> read, Func<string> remedy)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (IsDamage(error))
        {
            throw new InputException(error.Message + remedy(), error.InnerException!);
        }
    }

    /// <summary>Whether an error of this class, or what caused it, says that the file holds something else than was written, and not that it cannot be reached.</summary>
    private static bool IsDamage(Exception error) =>
        (error is InputException ? error.InnerException : error) is ParquetException cause && !cause.Message.Contains("[errno", StringComparison.Ordinal);
}
