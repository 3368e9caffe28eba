using System.Globalization;
using Honnan.Data.Stores;
using ParquetSharp;

namespace Honnan.Data.Sources;

/// <summary>One Parquet file of panoramas. Readers are opened for each pass, so that passes do not share a position.</summary>
internal sealed class ParquetShard
{
    private const string Bytes = "image.bytes";
    private const string Country = "country_iso_alpha2";
    private const string Latitude = "latitude";
    private const string Longitude = "longitude";
    private const int BufferBytes = 1 << 20;
    private const int MaxTextBytes = 1 << 16;

    private readonly IStoredContent _content;
    private readonly string _name;
    private readonly Dictionary<string, int> _columns;
    private readonly long[] _firstRows; // of each row group; one more: all rows

    private ParquetShard(IStoredContent content, string name, Dictionary<string, int> columns, long[] firstRows) =>
        (_content, _name, _columns, _firstRows) = (content, name, columns, firstRows);

    /// <summary>Row groups in the file.</summary>
    public int Groups => _firstRows.Length - 1;

    /// <summary>Rows in the file.</summary>
    public long Rows => _firstRows[^1];

    /// <summary>Opens a file and checks its schema.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What its pictures are called by.</param>
    /// <param name="labelled">Whether it must have the columns of country and coordinates too.</param>
    /// <exception cref="InputException">It is no Parquet, or not of this schema; the message does not name the file.</exception>
    public static ParquetShard Open(string path, string name, bool labelled = true) => Open(new LocalContent(path), name, labelled, CancellationToken.None);

    /// <summary>Opens a file, wherever it lies, and checks its schema.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">What its pictures are called by.</param>
    /// <param name="labelled">Whether it must have the columns of country and coordinates too.</param>
    /// <param name="stop">Ends what reading waits for.</param>
    /// <exception cref="InputException">It is no Parquet, or not of this schema; the message does not name the file.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public static ParquetShard Open(IStoredContent content, string name, bool labelled, CancellationToken stop)
    {
        try
        {
            using OpenedParquet opened = OpenReader(content, stop);
            ParquetFileReader reader = opened.Reader;
            var firstRows = new long[reader.FileMetaData.NumRowGroups + 1];
            for (int group = 0; group < firstRows.Length - 1; group++)
            {
                using RowGroupReader rows = reader.RowGroup(group);
                firstRows[group + 1] = firstRows[group] + rows.MetaData.NumRows;
            }

            return firstRows[^1] >= 0 && firstRows[^1] <= content.Length
                ? new ParquetShard(content, name, Columns(reader.FileMetaData.Schema, labelled ? [Bytes, Country, Latitude, Longitude] : [Bytes]), firstRows)
                : throw new InputException($"its footer claims {firstRows[^1]} rows, more than the file has bytes");
        }
        catch (Exception error) when (error is ParquetException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot be read as Parquet: {OneLine.Of(error)}", error);
        }
    }

    /// <summary>The row group of a row, or null where there is no such row.</summary>
    public int? GroupOf(long row)
    {
        if (row < 0 || row >= Rows)
        {
            return null;
        }

        int found = Array.BinarySearch(_firstRows, row);
        int group = found >= 0 ? found : ~found - 1;
        while (_firstRows[group + 1] <= row)
        {
            group++; // empty row groups begin at the same row
        }

        return group;
    }

    /// <summary>The first row of a row group.</summary>
    public long FirstRow(int group) => _firstRows[group];

    /// <summary>Every row, one after the other; what cannot be read is listed row by row with the reason.</summary>
    public IEnumerable<SourceEntry> Entries(CancellationToken cancellation)
    {
        for (int group = 0; group < Groups; group++)
        {
            foreach (SourceEntry entry in Entries(group, withLabels: true, cancellation))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Every row of a group.</summary>
    public IEnumerable<SourceEntry> Entries(int group, bool withLabels, CancellationToken cancellation)
    {
        using var pass = new Pass(this, group, withLabels, cancellation);
        for (long row = FirstRow(group); row < FirstRow(group + 1); row++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return pass.Next(NameOf(row));
        }
    }

    /// <summary>The address of a row within the source.</summary>
    public string NameOf(long row) => string.Create(CultureInfo.InvariantCulture, $"{_name}#{row}");

    /// <summary>Copies a row group's pictures to a file.</summary>
    public SpilledPictures Spill(int group, SpillFile file)
    {
        using var pass = new Pass(this, group, withLabels: false, CancellationToken.None);
        var pictures = new SpilledPictures(file);
        for (long row = FirstRow(group); row < FirstRow(group + 1); row++)
        {
            SourceEntry entry = pass.Next(_name);
            if (entry.Refused is { } reason)
            {
                pictures.AddMissing(reason);
            }
            else
            {
                using PooledBytes bytes = entry.Load();
                pictures.Add(bytes.Span);
            }
        }

        return pictures;
    }

    private static OpenedParquet OpenReader(IStoredContent content, CancellationToken stop)
    {
        using ReaderProperties properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnableBufferedStream();
        properties.BufferSize = BufferBytes;
        return new OpenedParquet(content, properties, stop);
    }

    private static Dictionary<string, int> Columns(SchemaDescriptor schema, string[] wanted)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var errors = new List<string>();
        for (int i = 0; i < schema.NumColumns; i++)
        {
            ColumnDescriptor column = schema.Column(i);
            string name = column.Path.ToDotString();
            if (wanted.Contains(name, StringComparer.Ordinal))
            {
                columns[name] = i;
                if (column.PhysicalType != PhysicalType.ByteArray || column.MaxRepetitionLevel != 0)
                {
                    string list = column.MaxRepetitionLevel > 0 ? "a list of " : "";
                    errors.Add($"column {name} is {list}{column.PhysicalType}, {(name == Bytes ? "binary" : "a string")} is wanted");
                }
            }
        }

        errors.AddRange(wanted.Where(name => !columns.ContainsKey(name)).Select(name => $"there is no column {name}"));
        return errors.Count == 0 ? columns : throw new InputException(string.Join("; ", errors));
    }

    /// <summary>One walk through a row group. After an error every further row has that error as its reason.</summary>
    private sealed class Pass : IDisposable
    {
        private readonly List<IDisposable> _open = [];
        private readonly BinaryColumn? _bytes;
        private readonly BinaryColumn[] _labels = [];
        private readonly OpenedParquet? _opened;
        private string? _broken;

        public Pass(ParquetShard shard, int group, bool withLabels, CancellationToken stop)
        {
            try
            {
                _opened = Keep(OpenReader(shard._content, stop));
                RowGroupReader rows = Keep(_opened.Reader.RowGroup(group));
                _bytes = Keep(new BinaryColumn(rows.Column(shard._columns[Bytes]), SourceRoot.MaxFileBytes));
                string[] names = withLabels ? [Country, Latitude, Longitude] : [];
                _labels = [.. names.Select(name => Keep(new BinaryColumn(rows.Column(shard._columns[name]), MaxTextBytes)))];
            }
            catch (Exception error) when (error is ParquetException or IOException or UnauthorizedAccessException)
            {
                ThrowIfStoreFailed();
                _broken = Reason(error);
            }
        }

        public SourceEntry Next(string file)
        {
            string?[] labels = new string?[3];
            try
            {
                if (_broken is null)
                {
                    bool hasPicture = _bytes!.TryNext(out ReadOnlySpan<byte> picture);
                    for (int i = 0; i < _labels.Length; i++)
                    {
                        labels[i] = _labels[i].TryNext(out ReadOnlySpan<byte> text) ? System.Text.Encoding.UTF8.GetString(text) : null;
                    }

                    if (!hasPicture)
                    {
                        return SourceEntry.Bad(file, labels[0], "the row has no picture");
                    }

                    PooledBytes bytes = PooledBytes.Of(picture);
                    return new SourceEntry(file, labels[0], labels[1], labels[2], null, () => bytes) { Skip = bytes.Dispose };
                }
            }
            catch (Exception error) when (error is ParquetException or IOException or InputException)
            {
                _opened?.ThrowIfStoreFailed();
                _broken = Reason(error);
            }

            return SourceEntry.Bad(file, labels[0], _broken!);
        }

        public void Dispose()
        {
            for (int i = _open.Count - 1; i >= 0; i--)
            {
                _open[i].Dispose();
            }
        }

        /// <summary>Where it did, the caller never has this object to dispose.</summary>
        private void ThrowIfStoreFailed()
        {
            try
            {
                _opened?.ThrowIfStoreFailed();
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        private static string Reason(Exception error) => $"the row group cannot be read: {OneLine.Of(error)}";

        private T Keep<T>(T opened)
            where T : IDisposable
        {
            _open.Add(opened);
            return opened;
        }
    }
}
