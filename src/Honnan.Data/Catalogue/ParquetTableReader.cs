using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Catalogue;

/// <summary>Reads records of a Parquet file through a list of columns, one row group at a time.</summary>
/// <param name="content">The file.</param>
/// <param name="fields">The columns.</param>
/// <param name="make">Makes an empty record.</param>
/// <param name="stop">Ends what reading waits for.</param>
/// <exception cref="InputException">It cannot be read, or has other columns.</exception>
internal sealed class ParquetTableReader<T>(IStoredContent content, IReadOnlyList<ParquetField<T>> fields, Func<T> make, CancellationToken stop) : IDisposable
{
    private readonly ParquetTableFile _file = new(content, fields.Where(field => !field.Optional).Select(field => field.Name), stop);

    /// <summary>Reads a file of this system.</summary>
    /// <inheritdoc cref="ParquetTableReader{T}"/>
    public ParquetTableReader(string path, IReadOnlyList<ParquetField<T>> fields, Func<T> make)
        : this(new LocalContent(path), fields, make, CancellationToken.None)
    {
    }

    /// <summary>Row groups.</summary>
    public int Groups => _file.Groups;

    /// <summary>Records in all.</summary>
    public long Rows => _file.Rows;

    /// <summary>What was written with the table.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _file.Metadata;

    /// <summary>A group's records.</summary>
    /// <exception cref="InputException">They cannot be read, or are more than are ever written.</exception>
    public T[] Read(int group) => _file.Read(group, rows =>
    {
        T[] made = [.. Enumerable.Range(0, rows.Rows).Select(_ => make())];
        foreach (ParquetField<T> field in fields.Where(field => rows.Has(field.Name)))
        {
            using ParquetSharp.ColumnReader column = rows.Column(field.Name);
            field.Read(column, made);
        }

        return made;
    });

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
