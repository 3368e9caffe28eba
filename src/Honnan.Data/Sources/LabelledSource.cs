using CsvHelper;
using ParquetSharp;

namespace Honnan.Data.Sources;

/// <summary>
/// Pictures that a labels file lists, with <c>file</c> and <c>country</c> and, if known, <c>latitude</c> and <c>longitude</c>;
/// where there are coordinates, the country may be left out. Pictures that share a <c>place</c> show one place. Files are relative to the labels file, or to <c>images/</c>
/// beside it.
/// </summary>
internal abstract class LabelledSource : IPictureSource
{
    /// <summary>The columns or keys, in this order.</summary>
    protected static readonly string[] Columns = ["file", "country", "latitude", "longitude", "place"];

    private readonly SourceRoot _root;

    /// <param name="path">The file.</param>
    /// <param name="told">What messages call it, if not by its path.</param>
    protected LabelledSource(string path, string? told = null)
    {
        LabelsPath = Path.GetFullPath(path);
        Told = told ?? LabelsPath;
        _root = new SourceRoot(Path.GetDirectoryName(LabelsPath)!);
        if (FileKind.Irregular(LabelsPath) is { } kind)
        {
            throw new InputException($"'{LabelsPath}' is {kind}, not a file"); // it is read more than once
        }
    }

    /// <inheritdoc/>
    public abstract long? Count { get; }

    /// <summary>The labels file, absolute.</summary>
    protected string LabelsPath { get; }

    /// <summary>What messages call it.</summary>
    protected string Told { get; }

    /// <inheritdoc/>
    public IEnumerable<SourceEntry> Entries(CancellationToken cancellation)
    {
        var names = new UniqueNames();
        foreach (LabelRow row in Rows())
        {
            cancellation.ThrowIfCancellationRequested();
            string file = row.File?.Trim() ?? "";
            yield return row.Broken is { } broken ? SourceEntry.Bad(names.MakeUp(row.Where), row.Country, broken)
                : file.Length == 0 ? SourceEntry.Bad(names.MakeUp(row.Where), row.Country, "no file name")
                : !names.Take(file) ? SourceEntry.Bad(names.MakeUp($"{file} ({row.Where})"), row.Country, "listed before in the same labels file")
                : new SourceEntry(file, row.Country, row.Latitude, row.Longitude, null, () => _root.Load(Placed(file))) { Place = string.IsNullOrWhiteSpace(row.Place) ? null : row.Place.Trim() };
        }
    }

    /// <inheritdoc/>
    public byte[] Read(string file) => _root.Read(Placed(file));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Every row, in order.</summary>
    /// <exception cref="InputException">The file as a whole cannot be read.</exception>
    protected abstract IEnumerable<LabelRow> Rows();

    /// <summary>Does something with the labels file, so that what goes wrong names it.</summary>
    protected T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ParquetException or CsvFormatException or OverflowException or NotSupportedException)
        {
            throw new InputException($"cannot read '{Told}': {OneLine.Of(error)}", error);
        }
    }

    private string Placed(string file) => File.Exists(_root.PathOf(file)) ? file : "images/" + file;

    /// <summary>What is missing of the columns that a labels file needs, or null.</summary>
    protected static string? Missing(IReadOnlyCollection<string> columns, bool labelled = true) =>
        !columns.Contains(Columns[0]) ? "file"
        : !labelled || columns.Contains(Columns[1]) || (columns.Contains(Columns[2]) && columns.Contains(Columns[3])) ? null
        : "country (or latitude and longitude)";
}
