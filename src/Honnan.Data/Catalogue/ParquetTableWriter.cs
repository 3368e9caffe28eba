using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>Writes records to a Parquet file (Zstandard), group by group. Dispose after <see cref="Finish"/>.</summary>
internal sealed class ParquetTableWriter<T> : IDisposable
{
    private readonly IReadOnlyList<ParquetField<T>> _fields;
    private readonly ParquetFileWriter _writer;
    private readonly List<T> _rows = [];

    public ParquetTableWriter(string path, IReadOnlyList<ParquetField<T>> fields)
    {
        _fields = fields;
        _writer = new ParquetFileWriter(path, [.. fields.Select(field => field.Column())], Compression.Zstd);
    }

    /// <summary>Writes to a stream, which stays open, and keeps <paramref name="metadata"/> with the table.</summary>
    public ParquetTableWriter(Stream stream, IReadOnlyList<ParquetField<T>> fields, IReadOnlyDictionary<string, string> metadata)
    {
        _fields = fields;
        _writer = new ParquetFileWriter(stream, [.. fields.Select(field => field.Column())], null, Compression.Zstd, metadata, leaveOpen: true);
    }

    public void Add(T row)
    {
        _rows.Add(row);
        if (_rows.Count == ParquetTable.GroupRows)
        {
            WriteGroup();
        }
    }

    /// <summary>Writes the last rows and the footer.</summary>
    public void Finish()
    {
        if (_rows.Count > 0)
        {
            WriteGroup();
        }

        _writer.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void WriteGroup()
    {
        using RowGroupWriter group = _writer.AppendRowGroup();
        foreach (ParquetField<T> field in _fields)
        {
            field.Write(group, _rows);
        }

        group.Close();
        _rows.Clear();
    }
}
