using CsvHelper;

namespace Honnan.Data.Sources;

/// <summary>
/// A labels file: a header with <c>file</c>, <c>country</c> and perhaps <c>latitude</c>, <c>longitude</c>, in any order and
/// beside other columns; commas or tabs. Files are relative to the labels file, or to <c>images/</c> beside it.
/// </summary>
internal sealed class LabelsSource : IPictureSource
{
    private const int MaxRecordBytes = 1 << 20;

    private static readonly string[] Columns = ["file", "country", "latitude", "longitude"];

    private readonly string _path;
    private readonly SourceRoot _root;

    public LabelsSource(string path)
    {
        _path = Path.GetFullPath(path);
        _root = new SourceRoot(Path.GetDirectoryName(_path)!);
        using CsvReader csv = Open(); // the header is checked at once
    }

    /// <inheritdoc/>
    public long? Count => File.ReadLines(_path).Count(line => line.Length > 0) - 1;

    /// <inheritdoc/>
    public IEnumerable<SourceEntry> Entries(CancellationToken cancellation)
    {
        using CsvReader csv = Open();
        int[] columns = [.. Columns.Select(name => Column(csv, name))];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Next(csv))
        {
            cancellation.ThrowIfCancellationRequested();
            string file = Field(csv, columns[0])?.Trim() ?? "";
            string? country = Field(csv, columns[1]);
            if (file.Length == 0)
            {
                yield return SourceEntry.Bad($"line {csv.LineNumber}", country, "no file name");
            }
            else if (!seen.Add(file))
            {
                yield return SourceEntry.Bad($"{file} (line {csv.LineNumber})", country, "listed before in the same labels file");
            }
            else
            {
                yield return new SourceEntry(file, country, Field(csv, columns[2]), Field(csv, columns[3]), null, () => Read(file));
            }
        }
    }

    /// <inheritdoc/>
    public byte[] Read(string file) =>
        File.Exists(_root.PathOf(file)) ? _root.Read(file) : _root.Read("images/" + file);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static int Column(CsvReader csv, string name) =>
        csv.Headers.Select(header => header.Trim().ToLowerInvariant()).ToList().IndexOf(name);

    private static string? Field(CsvReader csv, int column) => column < 0 || column >= csv.FieldCount ? null : csv.GetString(column);

    private CsvReader Open()
    {
        CsvReader? csv = null;
        try
        {
            bool tabs = File.ReadLines(_path).FirstOrDefault("").Contains('\t', StringComparison.Ordinal);
            csv = CsvReader.FromFile(_path, new CsvReaderOptions
            {
                Separator = tabs ? '\t' : ',',
                TrackLineNumbers = true,
                MaxRecordSize = MaxRecordBytes,
                AllowLineBreaksInQuotes = false, // one bad quote then costs one line, not the rest of the file
            });
            string[] header = [.. csv.Headers];
            string[] missing = [.. Columns[..2].Where(name => Column(csv, name) < 0)];
            return missing.Length == 0 ? csv : throw new InputException(header.Length == 0
                ? $"'{_path}' is empty; a header with file,country is wanted"
                : $"'{_path}' line 1: no column {string.Join(", ", missing)}; a header with file,country[,latitude,longitude] is wanted");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CsvFormatException or InputException)
        {
            csv?.Dispose();
            throw error as InputException ?? new InputException($"cannot read '{_path}': {OneLine(error)}", error);
        }
    }

    private bool Next(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (Exception error) when (error is IOException or CsvFormatException)
        {
            throw new InputException($"cannot read '{_path}': {OneLine(error)}", error);
        }
    }

    private static string OneLine(Exception error) => error.Message.Split('\n')[0].Trim();
}
