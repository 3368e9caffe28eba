using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Honnan.Data.Geography;

/// <summary>
/// The countries and territories of ISO 3166-1 (249), and Kosovo under the user-assigned code XK that is in general use.
/// Immutable, read once from the table in the assembly.
/// </summary>
public static class Countries
{
    private static readonly FrozenDictionary<CountryCode, Country> ByCode = EmbeddedTable.Rows("countries.tsv")
        .Select(cells => new Country(CountryCode.Parse(cells[0]), cells[1], cells[2]))
        .ToFrozenDictionary(country => country.Code);

    private static readonly FrozenDictionary<string, CountryCode> ByName = Names();

    /// <summary>Every country, by code.</summary>
    public static IReadOnlyList<Country> All { get; } = [.. ByCode.Values.OrderBy(country => country.Code)];

    /// <summary>Whether a country has this code.</summary>
    public static bool Contains(CountryCode code) => ByCode.ContainsKey(code);

    /// <summary>The country with this code.</summary>
    /// <exception cref="InputException">No country has it.</exception>
    public static Country Get(CountryCode code) =>
        ByCode.TryGetValue(code, out Country? country) ? country : throw new InputException(Unknown(code.ToString()));

    /// <summary>
    /// Finds a country by its code (in any case) or by its English or Hungarian name or a data set's spelling of it;
    /// case, accents, spaces and punctuation do not matter. Codes that ISO 3166-1 reserves for a part of a country
    /// (EA, IC, AC, TA, CP, DG) find that country.
    /// </summary>
    public static bool TryFind(string? text, [NotNullWhen(true)] out Country? country)
    {
        country = null;
        string bare = text?.Trim() ?? "";
        return (CountryCode.TryParse(bare.ToUpperInvariant(), out CountryCode code) && ByCode.TryGetValue(code, out country))
            || (ByName.TryGetValue(NameFolding.Fold(bare), out code) && ByCode.TryGetValue(code, out country));
    }

    /// <summary>The country with a code or name; see <see cref="TryFind"/>.</summary>
    /// <exception cref="InputException">There is none; the message suggests the nearest.</exception>
    public static Country Find(string text) => TryFind(text, out Country? country) ? country : throw new InputException(Unknown(text));

    /// <summary>"unknown country 'Hungray'; did you mean 'Hungary'?"</summary>
    public static string Unknown(string? text) => string.IsNullOrWhiteSpace(text)
        ? "no country"
        : "UK".Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)
            ? $"unknown country '{text}'; did you mean 'GB'?"
            : $"unknown country '{text}'{Spelling.Hint(text, All.Select(country => country.English))}";

    private static FrozenDictionary<string, CountryCode> Names()
    {
        var names = new Dictionary<string, CountryCode>(StringComparer.Ordinal);
        foreach (Country country in ByCode.Values)
        {
            names[NameFolding.Fold(country.Hungarian)] = country.Code;
        }

        foreach (string[] cells in EmbeddedTable.Rows("country-aliases.tsv"))
        {
            names[NameFolding.Fold(cells[0])] = CountryCode.Parse(cells[1]);
        }

        foreach (Country country in ByCode.Values)
        {
            names[NameFolding.Fold(country.English)] = country.Code; // the English name wins
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
