using System.Globalization;
using Honnan.Data.Geography;

namespace Honnan.Learning.Evaluation.Shortcuts;

/// <summary>What an audit found.</summary>
public sealed record ShortcutReport
{
    /// <summary>Pictures that were looked at.</summary>
    public required int Pictures { get; init; }

    /// <summary>The regions of the frame that some of them have.</summary>
    public required IReadOnlyList<RegionFinding> Regions { get; init; }

    /// <summary>Places of the frame at which the evidence for a country piles up.</summary>
    public required IReadOnlyList<PlaceFinding> Places { get; init; }

    /// <summary>How well each source is recognised.</summary>
    public required IReadOnlyList<SourceShare> Sources { get; init; }

    /// <summary>Countries that are recognised in one source much more often than sources as such explain.</summary>
    public required IReadOnlyList<SourceFinding> Countries { get; init; }

    /// <summary>Whether anything looks like a shortcut.</summary>
    public bool Suspicious => Regions.Any(r => r.Suspicious) || Places.Any(p => p.Suspicious) || Countries.Count > 0;

    /// <summary>The same in sentences, the gravest first.</summary>
    public IReadOnlyList<string> Verdict => Suspicious
        ? [.. Places.Where(p => p.Suspicious).Select(Sentence), .. Regions.Where(r => r.Suspicious).Select(Sentence), .. Countries.Select(Sentence)]
        : [Calm];

    private string Calm => Regions.Count == 0
        ? $"Nothing was found in {Pictures} pictures that looks like a shortcut."
        : $"Nothing was found in {Pictures} pictures that looks like a shortcut: {string.Join(", ", Regions.Select(r => $"{Percent(r.Evidence)} of the evidence on {r.Title} ({Percent(r.Area)} of the area)"))}.";

    private static string Sentence(PlaceFinding place) =>
        $"{Name(place.Country)} in source '{place.Source}' is known by one place of the frame ({Percent((place.Place.Left + place.Place.Right) / 2)} across, {Percent((place.Place.Top + place.Place.Bottom) / 2)} down): "
        + $"{Percent(place.Peaks)} of its {place.Recognised} recognised pictures peak there, {Percent(place.PeaksOfOthers)} of other countries'. "
        + $"With the place covered {Percent(place.LeftCovered)} of them are still recognised, with as much covered elsewhere {Percent(place.LeftElsewhere)}; "
        + $"the country's probability is {Percent(place.ProbabilityCovered)} and {Percent(place.ProbabilityElsewhere)}.";

    private static string Sentence(RegionFinding region) =>
        $"The model leans on {region.Title}: {Percent(region.Evidence)} of its evidence lies on {Percent(region.Area)} of the picture. "
        + $"Covering it takes top-1 from {Percent(region.Top1)} to {Percent(region.Top1Covered)}, covering as much elsewhere to {Percent(region.Top1Elsewhere)}.";

    private static string Sentence(SourceFinding finding) =>
        $"{Name(finding.Country)} is recognised in {Percent(finding.BestRecall)} of {finding.BestPictures} pictures of source '{finding.Best}', but in {Percent(finding.WorstRecall)} of {finding.WorstPictures} of '{finding.Worst}': "
        + "it is known by something that the first source has and the second has not.";

    private static string Name(string country) => Data.Geography.Countries.Get(CountryCode.Parse(country)).English;

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");
}
