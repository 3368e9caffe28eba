using Honnan.Data.Configuration;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>CURATE.json: how a selection is made from a catalogue. Every key may be left out.</summary>
public sealed record CurationOptions : IValidated
{
    /// <summary>Which countries a model is to know. Default: what the data file says.</summary>
    public VocabularySettings? Vocabulary { get; init; }

    /// <summary>Countries with more pictures are thinned to this number. Default: none is.</summary>
    public int? PerCountry { get; init; }

    /// <summary>
    /// Thinning takes pictures for showing little only where their score is in this lowest share of all scores
    /// (0 to 1, default 0.25), and never more of them than half of what it takes from a country.
    /// </summary>
    public double LowInformationQuantile { get; init; } = 0.25;

    /// <summary>How much each measure counts in the information score.</summary>
    public InformationWeights InformationWeights { get; init; } = new();

    /// <summary>Shares of training, validation and test.</summary>
    public SplitShares Split { get; init; } = new();

    /// <summary>Side of the cells that count as one place, in degrees (default 0.1, about 11 km north to south).</summary>
    public double CellDegrees { get; init; } = 0.1;

    /// <summary>Number of folds for cross-validation, 3 to 100 (default 5).</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (PerCountry is < 1)
        {
            yield return $"perCountry must be at least 1, not {PerCountry}";
        }

        if (!(LowInformationQuantile is >= 0 and <= 1))
        {
            yield return $"lowInformationQuantile must be from 0 to 1, not {LowInformationQuantile}";
        }

        if (!(CellDegrees is >= 0.0001 and <= 90))
        {
            yield return $"cellDegrees must be from 0.0001 to 90, not {CellDegrees}";
        }

        if (Folds is < 3 or > 100)
        {
            yield return $"folds must be from 3 to 100, not {Folds}";
        }
    }
}
