using Honnan.Data.Geography;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>How large an atlas is.</summary>
public sealed record AtlasOptions
{
    /// <summary>The study's countries, which come first: HU, RO, JP, TW, AD, BD, PL, GB, US, IS, BR.</summary>
    public static readonly IReadOnlyList<CountryCode> Study =
        [.. new[] { "HU", "RO", "JP", "TW", "AD", "BD", "PL", "GB", "US", "IS", "BR" }.Select(CountryCode.Parse)];

    /// <summary>Countries once each: those of <see cref="Study"/> first, the others by their English names.</summary>
    public static CountryCode[] InOrder(IEnumerable<CountryCode> countries) =>
        [.. countries.Distinct().OrderBy(c => Study.Contains(c) ? Study.ToList().IndexOf(c) : int.MaxValue).ThenBy(c => Countries.Get(c).English, StringComparer.Ordinal)];

    /// <summary>Pictures of a country's gallery at most; default 6.</summary>
    public int Tiles { get; init; } = 6;

    /// <summary>Recognised pictures of a country that are looked at closely: some ten passes of the net each; those first whose maps are most concentrated off the camera; default 12.</summary>
    public int Examined { get; init; } = 12;

    /// <summary>Hints of a country at most; default 5.</summary>
    public int Hints { get; init; } = 5;

    /// <summary>Close-ups of a hint at most; default 4.</summary>
    public int CloseUps { get; init; } = 4;

    /// <summary>Of the grouping; default 1.</summary>
    public int Seed { get; init; } = 1;
}
