using CsvHelper;

namespace Honnan.Data.Catalogue;

/// <summary>A CSV file with a header, comma-separated (RFC 4180 but with line feeds), UTF-8; the caller disposes it.</summary>
internal sealed class CsvTable : IDisposable
{
    private readonly CsvWriter _writer;

    public CsvTable(string path, params ReadOnlySpan<string> header)
    {
        _writer = CsvWriter.ToFile(path, new CsvWriterOptions { NewLine = "\n" });
        Add(header);
    }

    /// <summary>Adds a row.</summary>
    public void Add(params ReadOnlySpan<string?> cells)
    {
        foreach (string? cell in cells)
        {
            _writer.WriteField(cell);
        }

        _writer.EndRecord();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
