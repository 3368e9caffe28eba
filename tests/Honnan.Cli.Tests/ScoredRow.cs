using ParquetSharp;

namespace Honnan.Cli.Tests;

/// <summary>A row of a file of scores, as another reader of Parquet sees it.</summary>
/// <param name="File">The picture's name.</param>
/// <param name="Country">The likeliest country.</param>
/// <param name="Top">The probabilities of the likeliest countries.</param>
/// <param name="Error">Why there is none.</param>
internal sealed record ScoredRow(string File, string? Country, double[] Top, string? Error)
{
    /// <summary>All but the probabilities, which depend on the batches at the last bit.</summary>
    public (string File, string? Country, string? Error) Words => (File, Country, Error);

    /// <summary>All rows of a file.</summary>
    public static IReadOnlyList<ScoredRow> Read(string file)
    {
        using var reader = new ParquetFileReader(file);
        using RowGroupReader group = reader.RowGroup(0);
        T[] Column<T>(int index)
        {
            using ColumnReader column = group.Column(index);
            using LogicalColumnReader<T> values = column.LogicalReader<T>();
            return values.ReadAll((int)group.MetaData.NumRows);
        }

        (string[] files, string?[] countries, double[][] top, string?[] errors) = (Column<string>(0), Column<string?>(1), Column<double[]>(4), Column<string?>(8));
        return [.. files.Select((name, i) => new ScoredRow(name, countries[i], top[i], errors[i]))];
    }
}
