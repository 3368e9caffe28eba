using ParquetSharp;

namespace Honnan.Data.Sources;

/// <summary>What a Parquet file says of itself in its footer; no value is read.</summary>
/// <param name="Rows">Rows in all.</param>
/// <param name="RowGroups">Pieces in which they are stored.</param>
/// <param name="Columns">The columns in order, by dotted path, each with its physical type.</param>
/// <param name="KeyValues">Texts that the writer put beside the data.</param>
public sealed record ParquetDescription(
    long Rows, int RowGroups, IReadOnlyList<(string Path, string Type)> Columns, IReadOnlyDictionary<string, string> KeyValues)
{
    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    /// <summary>Whether a file begins as Parquet does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>Reads a file's footer.</summary>
    /// <exception cref="InputException">It cannot be read, or is damaged.</exception>
    public static ParquetDescription Open(string path)
    {
        try
        {
            using var reader = new ParquetFileReader(path);
            FileMetaData file = reader.FileMetaData;
            (string, string)[] columns = [.. Enumerable.Range(0, file.NumColumns).Select(file.Schema.Column).Select(c => (c.Path.ToDotString(), $"{c.PhysicalType}"))];
            return new ParquetDescription(file.NumRows, file.NumRowGroups, columns, file.KeyValueMetadata.ToDictionary());
        }
        catch (Exception error) when (error is ParquetException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read '{path}' as Parquet: {OneLine.Of(error)}", error);
        }
    }
}
