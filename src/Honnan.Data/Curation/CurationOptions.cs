using Honnan.Data.Configuration;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>CURATE.json: how a selection is made from a catalogue. Every key may be left out.</summary>
public sealed record CurationOptions : IValidated
{
    /// <summary>Which countries a model is to know. Default: what the data file says.</summary>
    public VocabularySettings? Vocabulary { get; init; }

    /// <summary>Which pictures are copies, and what becomes of them.</summary>
    public CopyOptions Copies { get; init; } = new();

    /// <summary>
    /// Pictures of which at least this share is blank, such as "no imagery here", are dropped as showing little whatever the
    /// thinning; 0 to 1, default 0.8. A clear sky makes up to a half of a picture blank.
    /// </summary>
    public double BlankFrom { get; init; } = 0.8;

    /// <summary>How many pictures of each country stay.</summary>
    public ThinningOptions Thinning { get; init; } = new();

    /// <summary>Countries with more pictures are thinned to this number, whatever <see cref="Thinning"/> says. Default: not so.</summary>
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

    /// <summary>What is kept together when pictures are split; default: places.</summary>
    public SplitRule SplitBy { get; init; } = SplitRule.Place;

    /// <summary>Side of the cells that count as one place, in degrees (default 0.1, about 11 km north to south).</summary>
    public double CellDegrees { get; init; } = 0.1;

    /// <summary>Pictures within this distance count as one place even across a cell's edge, in kilometres (default 0.2; 0: none).</summary>
    public double NeighbourKm { get; init; } = 0.2;

    /// <summary>Number of folds for cross-validation, 3 to 100 (default 5).</summary>
    public int Folds { get; init; } = 5;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!(BlankFrom is >= 0 and <= 1))
        {
            yield return $"blankFrom must be from 0 to 1, not {BlankFrom}";
        }

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

        if (!(NeighbourKm is >= 0 and <= 100))
        {
            yield return $"neighbourKm must be from 0 to 100, not {NeighbourKm}";
        }

        if (Folds is < 3 or > 100)
        {
            yield return $"folds must be from 3 to 100, not {Folds}";
        }
    }
}
