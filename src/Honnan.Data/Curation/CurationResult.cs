using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>A selection before it is written: what is kept, what is not and why, and the counts at every step.</summary>
public sealed class CurationResult
{
    internal CurationResult(
        IReadOnlyList<CountryCode> vocabulary, IReadOnlyList<SelectedPicture> kept, IReadOnlyList<DroppedPicture> dropped, IReadOnlyList<CountryCode?> catalogue)
    {
        (Vocabulary, Kept, Dropped) = (vocabulary, kept, dropped);
        PerCountry = Count(kept, dropped, catalogue);
        Total = Sum(PerCountry);
    }

    /// <summary>The countries that the model is to know, alphabetically: their places are the class indices.</summary>
    public IReadOnlyList<CountryCode> Vocabulary { get; }

    /// <summary>The kept pictures, in the catalogue's order.</summary>
    public IReadOnlyList<SelectedPicture> Kept { get; }

    /// <summary>The dropped pictures, in the catalogue's order.</summary>
    public IReadOnlyList<DroppedPicture> Dropped { get; }

    /// <summary>Counts by country, alphabetically; pictures of unknown country come first as "??".</summary>
    public IReadOnlyList<CountryCounts> PerCountry { get; }

    /// <summary>Counts over all countries; its country is "all".</summary>
    public CountryCounts Total { get; }

    private static List<CountryCounts> Count(
        IReadOnlyList<SelectedPicture> kept, IReadOnlyList<DroppedPicture> dropped, IReadOnlyList<CountryCode?> catalogue)
    {
        var counts = new SortedDictionary<string, CountryCounts>(StringComparer.Ordinal);
        CountryCounts Of(CountryCode? country)
        {
            string key = country?.ToString() ?? "??";
            return counts.TryGetValue(key, out CountryCounts? found) ? found : counts[key] = new CountryCounts { Country = key };
        }

        foreach (CountryCode? country in catalogue)
        {
            Of(country).Before++;
        }

        foreach (DroppedPicture picture in dropped)
        {
            CountryCounts count = Of(picture.Country);
            _ = picture.Reason switch
            {
                DropReason.Unusable => count.Unusable++,
                DropReason.OutsideVocabulary => count.OutsideVocabulary++,
                DropReason.ByteCopy => count.Duplicates++,
                DropReason.LowInformation => count.LowInformation++,
                _ => count.Random++,
            };
        }

        foreach (SelectedPicture picture in kept)
        {
            CountryCounts count = Of(picture.Country);
            count.Kept++;
            _ = picture.Split switch
            {
                SplitSide.Train => count.Train++,
                SplitSide.Validation => count.Validation++,
                _ => count.Test++,
            };
        }

        return [.. counts.Values];
    }

    private static CountryCounts Sum(IReadOnlyList<CountryCounts> counts) => new()
    {
        Country = "all",
        Before = counts.Sum(c => c.Before),
        Unusable = counts.Sum(c => c.Unusable),
        OutsideVocabulary = counts.Sum(c => c.OutsideVocabulary),
        Duplicates = counts.Sum(c => c.Duplicates),
        LowInformation = counts.Sum(c => c.LowInformation),
        Random = counts.Sum(c => c.Random),
        Kept = counts.Sum(c => c.Kept),
        Train = counts.Sum(c => c.Train),
        Validation = counts.Sum(c => c.Validation),
        Test = counts.Sum(c => c.Test),
    };
}
