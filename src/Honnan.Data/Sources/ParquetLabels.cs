using System.Globalization;
using ParquetSharp;

namespace Honnan.Data.Sources;

/// <summary>
/// A Parquet table with the columns <c>file</c>, <c>country</c>, <c>latitude</c>, <c>longitude</c> beside others: texts, and for the
/// coordinates numbers too. The pictures are files, not in the table.
/// </summary>
internal sealed class ParquetLabels : LabelledSource
{
    private const int BatchRows = 4096;
    private const int MostRowsPerByte = 16; // every row names another file, however well names are packed

    public ParquetLabels(string path)
        : base(path)
    {
        Count = Reading(reader =>
        {
            Dictionary<string, int> columns = ColumnsOf(reader);
            return Missing(columns.Keys) is { } missing
                ? throw new InputException($"'{LabelsPath}': no column {missing}; file, country[, latitude, longitude] are wanted")
                : reader.FileMetaData.NumRows;
        });
    }

    /// <inheritdoc/>
    public override long? Count { get; }

    /// <inheritdoc/>
    protected override IEnumerable<LabelRow> Rows()
    {
        long number = 0;
        int groups = Reading(reader => reader.FileMetaData.NumRowGroups);
        for (int group = 0; group < groups; group++)
        {
            // A group of such a table is small: texts and numbers.
            string?[][] cells = Reading(reader => Group(reader, group));
            for (int i = 0; i < cells[0].Length; i++)
            {
                yield return new LabelRow($"row {number++}", cells[0][i], cells[1][i], cells[2][i], cells[3][i]) { Place = cells[4][i] };
            }
        }
    }

    private static Dictionary<string, int> ColumnsOf(ParquetFileReader reader)
    {
        SchemaDescriptor schema = reader.FileMetaData.Schema;
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < schema.NumColumns; i++)
        {
            columns.TryAdd(schema.Column(i).Path.ToDotString().ToLowerInvariant(), i);
        }

        return columns;
    }

    private string?[][] Group(ParquetFileReader reader, int group)
    {
        Dictionary<string, int> columns = ColumnsOf(reader);
        using RowGroupReader rows = reader.RowGroup(group);
        long claimed = rows.MetaData.NumRows;
        if (claimed < 0 || claimed > Math.Min(int.MaxValue, MostRowsPerByte * new FileInfo(LabelsPath).Length))
        {
            throw new InputException($"'{LabelsPath}': its footer claims {claimed} rows in one group, more than such a file can list");
        }

        int count = (int)claimed;
        return [.. Columns.Select(name =>
        {
            if (!columns.TryGetValue(name, out int index))
            {
                return new string?[count];
            }

            using ColumnReader column = rows.Column(index);
            using LogicalColumnReader values = column.LogicalReader(BatchRows);
            return values.Apply(new Texts(count, $"'{LabelsPath}': column {name}"));
        })];
    }

    private T Reading<T>(Func<ParquetFileReader, T> read) => Reading(() =>
    {
        using var reader = new ParquetFileReader(LabelsPath);
        return read(reader);
    });

    /// <summary>Reads a column of texts or numbers as texts.</summary>
    private sealed class Texts(int count, string what) : ILogicalColumnReaderVisitor<string?[]>
    {
        public string?[] OnLogicalColumnReader<TValue>(LogicalColumnReader<TValue> columnReader)
        {
            Type type = Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);
            if (type != typeof(string) && type != typeof(double) && type != typeof(float) && type != typeof(int) && type != typeof(long) && type != typeof(short))
            {
                throw new InputException($"{what} holds {type.Name}, a text or a number is wanted");
            }

            var texts = new List<string?>(Math.Min(count, BatchRows));
            foreach (TValue value in columnReader)
            {
                texts.Add(value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value as string);
                if (texts.Count > count)
                {
                    break;
                }
            }

            return texts.Count == count ? [.. texts] : throw new InputException($"{what} has {texts.Count} of {count} rows");
        }
    }
}
