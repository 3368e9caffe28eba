using System.Globalization;
using CsvHelper;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>A run's confusion matrix: how many pictures of one country it took for another.</summary>
public sealed class ConfusionCounts
{
    private const string FileName = "confusion.csv";

    private static readonly string[] Columns = ["true", "predicted", "count"];

    private readonly IReadOnlyList<(CountryCode True, CountryCode Predicted, long Count)> _counts;

    internal ConfusionCounts(IReadOnlyList<(CountryCode True, CountryCode Predicted, long Count)> counts) => _counts = counts;

    /// <summary>Reads <c>confusion.csv</c> (<c>true</c>, <c>predicted</c>, <c>count</c>) of a run's or an evaluation's folder.</summary>
    /// <exception cref="InputException">There is none, or it is damaged.</exception>
    public static ConfusionCounts Read(string folder)
    {
        string path = File.Exists(folder) ? folder : Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new InputException($"'{folder}' has no {FileName}; a run's folder has one once it was validated, and 'honnan evaluate MODEL --data SELECTION -o DIR' writes one");
        }

        var counts = new List<(CountryCode, CountryCode, long)>();
        try
        {
            using CsvReader csv = CsvReader.FromFile(path, new CsvReaderOptions { TrackLineNumbers = true });
            int[] columns = [.. Columns.Select(name => csv.Headers.ToList().IndexOf(name))];
            if (columns.Contains(-1))
            {
                throw new InputException($"'{path}' line 1: a header with true,predicted,count is wanted");
            }

            while (csv.Read())
            {
                string Cell(int i) => columns[i] < csv.FieldCount ? csv.GetString(columns[i]) ?? "" : "";
                if (!CountryCode.TryParse(Cell(0), out CountryCode from) || !CountryCode.TryParse(Cell(1), out CountryCode to)
                    || !long.TryParse(Cell(2), NumberStyles.None, CultureInfo.InvariantCulture, out long count))
                {
                    throw new InputException($"'{path}' line {csv.LineNumber}: two country codes and a number are wanted, not '{Cell(0)},{Cell(1)},{Cell(2)}'");
                }

                counts.Add((from, to, count));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CsvFormatException)
        {
            throw new InputException($"cannot read '{path}': {error.Message.Split('\n')[0].Trim()}", error);
        }

        return new ConfusionCounts(counts);
    }

    /// <summary>Of the pictures that are of a country, the share that was taken for one of some others; 0 where there are none.</summary>
    public double ShareOfTrue(CountryCode country, Func<CountryCode, bool> others) =>
        Share(_counts.Where(c => c.True == country).Select(c => (c.Predicted, c.Count)), country, others);

    /// <summary>Of the pictures that were taken for a country, the share that is of one of some others; 0 where there are none.</summary>
    public double ShareOfPredicted(CountryCode country, Func<CountryCode, bool> others) =>
        Share(_counts.Where(c => c.Predicted == country).Select(c => (c.True, c.Count)), country, others);

    private static double Share(IEnumerable<(CountryCode Other, long Count)> counts, CountryCode country, Func<CountryCode, bool> others)
    {
        long all = 0, some = 0;
        foreach ((CountryCode other, long count) in counts)
        {
            all += count;
            some += other != country && others(other) ? count : 0;
        }

        return all == 0 ? 0 : (double)some / all;
    }
}
