using Honnan.Data.Catalogue;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>Which countries a catalogue's model is to know.</summary>
internal static class Vocabularies
{
    /// <summary>Whether a picture can be used at all.</summary>
    public static bool IsUsable(CataloguePicture picture) =>
        picture is { Refused: null, Country: not null, Sha256: not null };

    /// <summary>The countries, alphabetically.</summary>
    /// <exception cref="InputException">The settings name a source that the catalogue has not.</exception>
    public static IReadOnlyList<CountryCode> Of(PictureCatalogue catalogue, VocabularySettings settings)
    {
        if (settings.Preset is { } preset)
        {
            return VocabularyPresets.Get(preset);
        }

        if (settings.Countries is { } countries)
        {
            return [.. countries.Select(CountryCode.Parse).Order()];
        }

        string[] names = [.. catalogue.Data.Sources.Select(source => source.Name)];
        foreach (string name in settings.From!.Where(name => !names.Contains(name, StringComparer.Ordinal)))
        {
            throw new InputException($"vocabulary.from: the catalogue has no source '{name}'; it may be {string.Join(", ", names)}");
        }

        return [.. catalogue.Pictures
            .Where(picture => IsUsable(picture) && settings.From!.Contains(picture.Address.Source, StringComparer.Ordinal))
            .Select(picture => picture.Country!.Value).Distinct().Order()];
    }
}
