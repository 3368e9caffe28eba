using Honnan.Data.Catalogue;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>A selection before it is written: what is kept, what is not and why, and the counts at every step.</summary>
public sealed class CurationResult
{
    internal CurationResult(
        IReadOnlyList<CountryCode> vocabulary, IReadOnlyList<SelectedPicture> kept, IReadOnlyList<DroppedPicture> dropped, IReadOnlyList<CopyPair> copies, IReadOnlyList<CountryCode?> catalogue)
    {
        (Vocabulary, Kept, Dropped, Copies) = (vocabulary, kept, dropped, copies);
        PerCountry = Count(kept, dropped, catalogue);
        Total = Sum(PerCountry);
    }

    /// <summary>The countries that the model is to know, alphabetically: their places are the class indices.</summary>
    public IReadOnlyList<CountryCode> Vocabulary { get; }

    /// <summary>The kept pictures, in the catalogue's order.</summary>
    public IReadOnlyList<SelectedPicture> Kept { get; }

    /// <summary>The dropped pictures, in the catalogue's order.</summary>
    public IReadOnlyList<DroppedPicture> Dropped { get; }

    /// <summary>
    /// Pairs of pictures that show the same, though not byte for byte, by their places in the catalogue; found among the
    /// usable pictures of the vocabulary's countries, thinned ones included.
    /// </summary>
    public IReadOnlyList<CopyPair> Copies { get; }

    /// <summary>Counts by country, alphabetically; pictures of unknown country come first as "??".</summary>
    public IReadOnlyList<CountryCounts> PerCountry { get; }

    /// <summary>Counts over all countries; its country is "all".</summary>
    public CountryCounts Total { get; }

    /// <summary>Countries of which at least one picture was kept.</summary>
    public int CountriesKept => PerCountry.Count(country => country.Kept > 0);

    /// <summary>The pairs of copies of which both pictures were kept, by their places in <see cref="Kept"/>.</summary>
    internal IReadOnlyList<CopyPair> KeptCopies(PictureCatalogue catalogue)
    {
        var places = Kept.Index().ToDictionary(pair => pair.Item.Address, pair => pair.Index);
        int? PlaceOf(int picture) => places.TryGetValue(catalogue.Pictures[picture].Address, out int place) ? place : null;
        return [.. Copies.Select(pair => (Pair: pair, First: PlaceOf(pair.First), Second: PlaceOf(pair.Second)))
            .Where(pair => pair.First is not null && pair.Second is not null)
            .Select(pair => pair.Pair with { First = pair.First!.Value, Second = pair.Second!.Value })];
    }

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
                DropReason.ByteCopy => count.ByteCopies++,
                DropReason.ReEncoded => count.ReEncoded++,
                DropReason.NearCopy => count.NearCopies++,
                DropReason.LowInformation => count.LowInformation++,
                _ => count.Random++,
            };
        }

        foreach (CountryCounts count in counts.Values)
        {
            count.Duplicates = count.ByteCopies + count.ReEncoded + count.NearCopies;
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
        ByteCopies = counts.Sum(c => c.ByteCopies),
        ReEncoded = counts.Sum(c => c.ReEncoded),
        NearCopies = counts.Sum(c => c.NearCopies),
        LowInformation = counts.Sum(c => c.LowInformation),
        Random = counts.Sum(c => c.Random),
        Kept = counts.Sum(c => c.Kept),
        Train = counts.Sum(c => c.Train),
        Validation = counts.Sum(c => c.Validation),
        Test = counts.Sum(c => c.Test),
    };
}
