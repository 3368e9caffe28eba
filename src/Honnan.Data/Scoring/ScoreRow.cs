using Honnan.Data.Answers;
using Honnan.Data.Catalogue;
using Honnan.Data.Geography;

namespace Honnan.Data.Scoring;

/// <summary>A picture's line of a scoring; the names are the columns'.</summary>
internal sealed class ScoreRow
{
    /// <summary>The columns. Programs that read Parquet see the two lists as lists.</summary>
    public static readonly IReadOnlyList<ParquetField<ScoreRow>> Fields =
    [
        new ParquetField<ScoreRow, string>("file", r => r.File, (r, v) => r.File = v),
        new ParquetField<ScoreRow, string?>("country", r => r.Country, (r, v) => r.Country = v),
        new ParquetField<ScoreRow, double?>("probability", r => r.Probability, (r, v) => r.Probability = v),
        new ParquetField<ScoreRow, string[]>("topCountries", r => r.TopCountries, (r, v) => r.TopCountries = v),
        new ParquetField<ScoreRow, double[]>("topProbabilities", r => r.TopProbabilities, (r, v) => r.TopProbabilities = v),
        new ParquetField<ScoreRow, double?>("latitude", r => r.Latitude, (r, v) => r.Latitude = v),
        new ParquetField<ScoreRow, double?>("longitude", r => r.Longitude, (r, v) => r.Longitude = v),
        new ParquetField<ScoreRow, bool?>("known", r => r.Known, (r, v) => r.Known = v),
        new ParquetField<ScoreRow, string?>("error", r => r.Error, (r, v) => r.Error = v),
    ];

    public string File { get; private set; } = "";

    public string? Country { get; private set; }

    public double? Probability { get; private set; }

    public string[] TopCountries { get; private set; } = [];

    public double[] TopProbabilities { get; private set; } = [];

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    public bool? Known { get; private set; }

    public string? Error { get; private set; }

    /// <summary>What a model says, rounded as everywhere it is printed.</summary>
    public static ScoreRow Of(PictureAnswer answer, IReadOnlyList<CountryCode> countries, int top)
    {
        var row = new ScoreRow { File = answer.Address.File };
        if (answer.Answer is not { } said)
        {
            row.Error = answer.Error ?? "not read";
            return row;
        }

        int[] best = Ranking.Best(said.Probabilities, top);
        row.TopCountries = Array.ConvertAll(best, k => countries[k].ToString());
        row.TopProbabilities = Array.ConvertAll(best, k => Rounding.Probability(said.Probabilities[k]));
        (row.Country, row.Probability) = (row.TopCountries[0], row.TopProbabilities[0]);
        (row.Latitude, row.Longitude) = (Rounding.Degrees(said.Point?.Latitude), Rounding.Degrees(said.Point?.Longitude));
        row.Known = said.Known;
        return row;
    }
}
