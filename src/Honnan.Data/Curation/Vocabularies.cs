using Honnan.Data.Catalogue;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>Which countries a catalogue's model is to know.</summary>
internal static class Vocabularies
{
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

        PictureColumns pictures = catalogue.Columns;
        bool[] listed = [.. pictures.SourceNames.Select(name => settings.From!.Contains(name, StringComparer.Ordinal))];
        return [.. Enumerable.Range(0, pictures.Count)
            .Where(i => pictures.IsUsable(i) && listed[pictures.Sources[i]])
            .Select(i => pictures.Countries[i]).Distinct().Order()];
    }
}
