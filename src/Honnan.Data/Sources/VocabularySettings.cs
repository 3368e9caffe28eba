using Honnan.Data.Configuration;
using Honnan.Data.Geography;

namespace Honnan.Data.Sources;

/// <summary>Which countries a model is to know: exactly one of the three keys.</summary>
public sealed record VocabularySettings : IValidated
{
    /// <summary>The countries of these sources' usable pictures.</summary>
    public IReadOnlyList<string>? From { get; init; }

    /// <summary>These countries (ISO 3166-1 alpha-2).</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>A list by name: study-56.</summary>
    public string? Preset { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (new object?[] { From, Countries, Preset }.Count(key => key is not null) != 1)
        {
            yield return "exactly one of from, countries and preset must be given";
        }

        if (From is { Count: 0 })
        {
            yield return "from must name at least one source";
        }

        if (Countries is { Count: 0 })
        {
            yield return "countries must name at least one country";
        }

        foreach (string text in Countries ?? [])
        {
            if (!CountryCode.TryParse(text, out CountryCode code) || !Geography.Countries.Contains(code))
            {
                string hint = Geography.Countries.TryFind(text, out Country? country)
                    ? $"; did you mean '{country.Code}'?"
                    : "; ISO 3166-1 alpha-2 codes such as HU are wanted";
                yield return $"countries: unknown country '{text}'{hint}";
            }
        }

        foreach (string twice in (Countries ?? []).Concat(From ?? []).GroupBy(name => name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"'{twice}' is named twice";
        }

        if (Preset is not null && !VocabularyPresets.Names.Contains(Preset, StringComparer.Ordinal))
        {
            yield return $"preset: unknown preset '{Preset}'; it may be {string.Join(", ", VocabularyPresets.Names)}";
        }
    }
}
