using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>A column of a table of records.</summary>
internal abstract class ParquetField<T>(string name)
{
    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Whether tables of earlier versions may lack it; its values are then left as they are.</summary>
    public bool Optional { get; init; }

    /// <summary>The column in a schema.</summary>
    public abstract Column Column();

    /// <summary>Writes the next column of a row group.</summary>
    public abstract void Write(RowGroupWriter group, IReadOnlyList<T> rows);

    /// <summary>Sets the column's value in every row.</summary>
    public abstract void Read(ColumnReader column, T[] rows);
}

/// <summary>A column of one type (string, long, int, double, float and their nullable ones).</summary>
internal sealed class ParquetField<T, TValue>(string name, Func<T, TValue> get, Action<T, TValue> set) : ParquetField<T>(name)
{
    public override Column Column() => new Column<TValue>(Name);

    public override void Write(RowGroupWriter group, IReadOnlyList<T> rows)
    {
        using ColumnWriter column = group.NextColumn();
        using LogicalColumnWriter<TValue> writer = column.LogicalWriter<TValue>();
        TValue[] values = [.. rows.Select(get)];
        writer.WriteBatch(values);
    }

    public override void Read(ColumnReader column, T[] rows)
    {
        using LogicalColumnReader<TValue> reader = column.LogicalReader<TValue>();
        TValue[] values = reader.ReadAll(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            set(rows[i], values[i]);
        }
    }
}
