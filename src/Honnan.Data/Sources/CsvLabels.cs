using CsvHelper;

namespace Honnan.Data.Sources;

/// <summary>A labels file with a header, its columns in any order and beside others; commas or tabs.</summary>
internal sealed class CsvLabels : LabelledSource
{
    private const int MaxRecordBytes = 1 << 20;

    private readonly bool _labelled;

    /// <summary>Opens it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labelled">Whether it must tell countries, by name or coordinates.</param>
    /// <param name="told">What messages call it, if not by its path.</param>
    public CsvLabels(string path, bool labelled = true, string? told = null)
        : base(path, told)
    {
        _labelled = labelled;
        using CsvReader csv = Open(); // the header is checked at once
    }

    /// <inheritdoc/>
    public override long? Count => Reading(() =>
    {
        using BoundedLines lines = Lines();
        long count = -1; // the header
        while (lines.TryNext(out string line, out _))
        {
            count += line.Length > 0 ? 1 : 0;
        }

        return count;
    });

    /// <inheritdoc/>
    protected override IEnumerable<LabelRow> Rows()
    {
        using CsvReader csv = Open();
        List<string> header = Header(csv);
        int[] columns = [.. Columns.Select(name => header.IndexOf(name))];
        while (Reading(csv.Read))
        {
            yield return new LabelRow(
                $"line {csv.LineNumber}", Field(csv, columns[0]), Field(csv, columns[1]), Field(csv, columns[2]), Field(csv, columns[3]))
            { Place = Field(csv, columns[4]) };
        }
    }

    private static List<string> Header(CsvReader csv) => [.. csv.Headers.Select(header => header.Trim().ToLowerInvariant())];

    private static string? Field(CsvReader csv, int column) => column < 0 || column >= csv.FieldCount ? null : csv.GetString(column);

    private string Wanted => _labelled ? "file,country" : "file";

    private BoundedLines Lines() => new(new StreamReader(LabelsPath), MaxRecordBytes);

    private bool HasTabs()
    {
        using BoundedLines lines = Lines();
        return lines.TryNext(out string header, out _) && header.Contains('\t', StringComparison.Ordinal);
    }

    private CsvReader Open() => Reading(() =>
    {
        var csv = CsvReader.FromFile(LabelsPath, new CsvReaderOptions
        {
            Separator = HasTabs() ? '\t' : ',',
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            AllowLineBreaksInQuotes = false, // one bad quote then costs one line, not the rest of the file
        });
        try
        {
            List<string> header = Header(csv);
            return Missing(header, _labelled) is not { } missing ? csv : throw new InputException(header.Count == 0
                ? $"'{Told}' is empty; a header with {Wanted} is wanted"
                : $"'{Told}' line 1: no column {missing}; a header with {Wanted}{(_labelled ? "[,latitude,longitude]" : "")} is wanted");
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    });
}
