using Honnan.Data.Configuration;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary><c>selection.json</c>: how a selection was made, and what came out.</summary>
public sealed record SelectionSummary : IValidated
{
    /// <summary>The countries that the model is to know, in the order of the class indices.</summary>
    public required IReadOnlyList<string> Vocabulary { get; init; }

    /// <summary>The seed of thinning and splitting.</summary>
    public required long Seed { get; init; }

    /// <summary>The options, defaults written out.</summary>
    public required CurationOptions Options { get; init; }

    /// <summary>Counts over all countries.</summary>
    public required CountryCounts Total { get; init; }

    /// <summary>Counts by country.</summary>
    public required IReadOnlyList<CountryCounts> PerCountry { get; init; }

    /// <summary>What two sides of the split share: nothing, where they were split by place.</summary>
    public required IReadOnlyList<SideLeak> Leaks { get; init; }

    /// <summary>Countries of the vocabulary without a picture on a side.</summary>
    public required SideGaps MissingOnSide { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors() => Vocabulary
        .Where(code => !CountryCode.TryParse(code, out _))
        .Select(code => $"vocabulary: '{code}' is no country code");
}
