using Honnan.Data.Catalogue;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>A selection before it is written: what is kept, what is not and why, and the counts at every step.</summary>
public sealed class CurationResult
{
    internal CurationResult(
        PictureColumns catalogue, IReadOnlyList<CountryCode> vocabulary, SelectedPictures kept, DroppedPictures dropped, IReadOnlyList<CopyPair> copies)
    {
        (Vocabulary, Selected, Dropped, Copies) = (vocabulary, kept, dropped, copies);
        PerCountry = Count(catalogue, kept, dropped);
        Total = Sum(PerCountry);
    }

    /// <summary>The countries that the model is to know, alphabetically: their places are the class indices.</summary>
    public IReadOnlyList<CountryCode> Vocabulary { get; }

    /// <summary>The kept pictures, in the catalogue's order; each is made when it is asked for.</summary>
    public IReadOnlyList<SelectedPicture> Kept => Selected;

    /// <summary>The same with what they are of, in columns.</summary>
    internal SelectedPictures Selected { get; }

    /// <summary>The dropped pictures, in the catalogue's order; each is made when it is asked for.</summary>
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
    internal IReadOnlyList<CopyPair> KeptCopies() =>
    [
        .. Copies.Select(pair => (Pair: pair, First: Selected.IndexOf(pair.First), Second: Selected.IndexOf(pair.Second)))
            .Where(pair => pair.First is not null && pair.Second is not null)
            .Select(pair => pair.Pair with { First = pair.First!.Value, Second = pair.Second!.Value }),
    ];

    private static List<CountryCounts> Count(PictureColumns catalogue, SelectedPictures kept, DroppedPictures dropped)
    {
        var counts = new CountryCounts?[CountryCode.Numbers]; // alphabetical, and unknown countries first
        CountryCounts Of(int picture)
        {
            CountryCode country = catalogue.Countries[picture];
            return counts[country.Number] ??= new CountryCounts { Country = country.ToString() };
        }

        for (int i = 0; i < catalogue.Count; i++)
        {
            Of(i).Before++;
        }

        for (int i = 0; i < dropped.Count; i++)
        {
            CountryCounts count = Of(dropped.Places[i]);
            _ = dropped.ReasonOf(i) switch
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

        for (int i = 0; i < kept.Count; i++)
        {
            CountryCounts count = Of(kept.Places[i]);
            count.Kept++;
            _ = kept.SideOf(i) switch
            {
                SplitSide.Train => count.Train++,
                SplitSide.Validation => count.Validation++,
                _ => count.Test++,
            };
        }

        List<CountryCounts> found = [.. counts.OfType<CountryCounts>()];
        found.ForEach(count => count.Duplicates = count.ByteCopies + count.ReEncoded + count.NearCopies);
        return found;
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
