using CsvHelper;

namespace Honnan.Data.Catalogue;

/// <summary>A CSV table with a header, comma-separated (RFC 4180 but with line feeds), UTF-8; the caller disposes it.</summary>
public sealed class CsvTable : IDisposable
{
    private static readonly CsvWriterOptions Lines = new() { NewLine = "\n" };

    private readonly CsvWriter _writer;

    /// <summary>Makes a file and writes the header.</summary>
    public CsvTable(string path, params ReadOnlySpan<string> header)
    {
        _writer = CsvWriter.ToFile(path, Lines);
        Add(header);
    }

    /// <summary>Writes the header to a writer, which stays open.</summary>
    public CsvTable(TextWriter writer, params ReadOnlySpan<string> header)
    {
        _writer = CsvWriter.Create(writer, Lines, leaveOpen: true);
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
