using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>
/// Reads and writes flat Parquet tables of records through a list of columns; rows are gathered to groups of
/// <see cref="GroupRows"/>, so that neither side holds more than a group of a column's values.
/// </summary>
internal static class ParquetTable
{
    /// <summary>Rows in a row group.</summary>
    public const int GroupRows = 16384;

    /// <summary>Opens a table for reading and checks that it has the columns.</summary>
    /// <exception cref="InputException">It cannot be read, or has other columns.</exception>
    public static List<T> Read<T>(string path, IReadOnlyList<ParquetField<T>> fields, Func<T> make)
    {
        try
        {
            using var reader = new ParquetFileReader(path);
            SchemaDescriptor schema = reader.FileMetaData.Schema;
            var places = Enumerable.Range(0, schema.NumColumns).ToDictionary(i => schema.Column(i).Path.ToDotString(), StringComparer.Ordinal);
            string[] missing = [.. fields.Where(field => !field.Optional).Select(field => field.Name).Where(name => !places.ContainsKey(name))];
            if (missing.Length > 0)
            {
                throw new InputException($"'{path}' has no column {string.Join(", ", missing)}; it was made by another version or program");
            }

            var rows = new List<T>();
            for (int group = 0; group < reader.FileMetaData.NumRowGroups; group++)
            {
                using RowGroupReader groupReader = reader.RowGroup(group);
                int count = checked((int)groupReader.MetaData.NumRows);
                if (count > GroupRows)
                {
                    throw new InputException($"'{path}' has a row group of {count} rows; {GroupRows} at most are written");
                }

                T[] made = [.. Enumerable.Range(0, count).Select(_ => make())];
                foreach (ParquetField<T> field in fields.Where(field => places.ContainsKey(field.Name)))
                {
                    using ColumnReader column = groupReader.Column(places[field.Name]);
                    field.Read(column, made);
                }

                rows.AddRange(made);
            }

            return rows;
        }
        catch (Exception error) when (error is ParquetException or IOException or UnauthorizedAccessException or InvalidCastException or OverflowException)
        {
            throw new InputException($"cannot read '{path}': {error.Message.Split('\n')[0].Trim()}", error);
        }
    }
}
