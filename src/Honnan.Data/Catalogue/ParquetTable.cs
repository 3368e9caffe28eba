namespace Honnan.Data.Catalogue;

/// <summary>
/// Reads and writes flat Parquet tables of records through a list of columns; rows are gathered to groups of
/// <see cref="GroupRows"/>, so that neither side holds more than a group of a column's values.
/// </summary>
internal static class ParquetTable
{
    /// <summary>Rows in a row group.</summary>
    public const int GroupRows = 16384;

    /// <summary>Reads a whole table.</summary>
    /// <exception cref="InputException">It cannot be read, or has other columns.</exception>
    public static List<T> Read<T>(string path, IReadOnlyList<ParquetField<T>> fields, Func<T> make)
    {
        using var reader = new ParquetTableReader<T>(path, fields, make);
        var rows = new List<T>();
        for (int group = 0; group < reader.Groups; group++)
        {
            rows.AddRange(reader.Read(group));
        }

        return rows;
    }
}
