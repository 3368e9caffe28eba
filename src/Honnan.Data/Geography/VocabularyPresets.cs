using System.Collections.Frozen;

namespace Honnan.Data.Geography;

/// <summary>Lists of countries that have a name.</summary>
public static class VocabularyPresets
{
    /// <summary>The 56 countries of the study's panoramas (Hugging Face stochastic/random_streetview_images_pano_v0.0.2).</summary>
    public const string Study56 = "study-56";

    private static readonly FrozenDictionary<string, IReadOnlyList<CountryCode>> Presets =
        new Dictionary<string, IReadOnlyList<CountryCode>>(StringComparer.Ordinal)
        {
            [Study56] = Codes(
                "AD AE AR AU BD BE BG BR BT BW CA CH CL CO CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IS IT JP KH KR "
                + "LT LV MX MY NL NO NZ PE PL PT RO RU SE SG SI SK SZ TH TW UA US ZA"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Presets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The countries of a preset, alphabetically.</summary>
    /// <exception cref="InputException">There is no preset of that name.</exception>
    public static IReadOnlyList<CountryCode> Get(string name) => Presets.TryGetValue(name, out IReadOnlyList<CountryCode>? countries)
        ? countries
        : throw new InputException($"unknown vocabulary preset '{name}'; it may be {string.Join(", ", Names)}");

    private static CountryCode[] Codes(string codes) => [.. codes.Split(' ').Select(CountryCode.Parse).Order()];
}
