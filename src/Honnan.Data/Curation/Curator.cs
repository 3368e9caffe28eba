using Honnan.Data.Catalogue;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>
/// Makes a selection: leaves out what is unusable, outside the vocabulary or a copy, thins countries to the stated
/// number, and splits what is left by place.
/// </summary>
public static class Curator
{
    /// <summary>Curates a catalogue. The same catalogue, options and seed give the same selection.</summary>
    /// <exception cref="InputException">Nothing is left, or the vocabulary names a source that the catalogue has not.</exception>
    public static CurationResult Curate(PictureCatalogue catalogue, CurationOptions options, long seed, CancellationToken cancellation)
    {
        IReadOnlyList<CataloguePicture> pictures = catalogue.Pictures;
        IReadOnlyList<CountryCode> vocabulary = Vocabulary(catalogue, options.Vocabulary ?? catalogue.Data.Vocabulary);
        var wanted = vocabulary.ToHashSet();
        var reasons = new Dictionary<int, (DropReason Reason, int? Of)>();
        List<int> usable = Without(Enumerable.Range(0, pictures.Count), i => IsUsable(pictures[i]) ? null : DropReason.Unusable, reasons);

        Dictionary<int, (DropReason Reason, int Of)> copies = ByteCopies.Find(pictures, usable, i => wanted.Contains(pictures[i].Country!.Value));
        List<int> inside = Without(usable, i => wanted.Contains(pictures[i].Country!.Value) ? null : DropReason.OutsideVocabulary, reasons);
        foreach ((int copy, (DropReason reason, int of)) in copies)
        {
            reasons.TryAdd(copy, (reason, of));
        }

        inside.RemoveAll(reasons.ContainsKey);
        cancellation.ThrowIfCancellationRequested();
        float[] scores = [.. pictures.Select(picture => picture.Measures is { } measures ? InformationScore.Of(measures, options.InformationWeights) : 0)];
        Dictionary<int, DropReason> thinned = Thinning.Find(pictures, inside, i => scores[i], options, seed);
        List<int> kept = Without(inside, i => thinned.TryGetValue(i, out DropReason reason) ? reason : null, reasons);
        if (kept.Count == 0)
        {
            throw new InputException($"no picture is left: the catalogue has {pictures.Count}, {usable.Count} of them usable, and none of the {vocabulary.Count} wanted countries");
        }

        cancellation.ThrowIfCancellationRequested();
        return new CurationResult(
            vocabulary,
            Split(pictures, kept, scores, options, seed),
            [.. reasons.OrderBy(pair => pair.Key).Select(pair => new DroppedPicture(
                pictures[pair.Key].Address, pictures[pair.Key].Country, pair.Value.Reason, pair.Value.Of is { } of ? pictures[of].Address : null))],
            [.. pictures.Select(picture => picture.Country)]);
    }

    private static bool IsUsable(CataloguePicture picture) =>
        picture is { Refused: null, Country: not null, Sha256: not null };

    private static List<int> Without(IEnumerable<int> pictures, Func<int, DropReason?> reason, Dictionary<int, (DropReason Reason, int? Of)> reasons)
    {
        var left = new List<int>();
        foreach (int i in pictures)
        {
            if (reason(i) is { } why)
            {
                reasons[i] = (why, null);
            }
            else
            {
                left.Add(i);
            }
        }

        return left;
    }

    private static List<SelectedPicture> Split(
        IReadOnlyList<CataloguePicture> pictures, List<int> kept, float[] scores, CurationOptions options, long seed)
    {
        List<CataloguePicture> chosen = kept.ConvertAll(i => pictures[i]);
        var groups = new PictureGroups(chosen, options.CellDegrees);
        (string Group, CountryCode Country)[] members = [.. chosen.Select((picture, i) => (groups.Of(i), picture.Country!.Value))];
        SplitShares shares = options.Split;
        Dictionary<string, int> sides = GroupDealer.Deal(members, [shares.Train, shares.Validation, shares.Test], seed, "split");
        Dictionary<string, int> folds = GroupDealer.Deal(members, [.. Enumerable.Repeat(1.0 / options.Folds, options.Folds)], seed, "folds");
        return [.. chosen.Select((picture, i) => new SelectedPicture
        {
            Address = picture.Address,
            Country = picture.Country!.Value,
            Point = picture.Point,
            Size = picture.Size,
            Sha256 = picture.Sha256!,
            Information = scores[kept[i]],
            Group = members[i].Group,
            Split = (SplitSide)sides[members[i].Group],
            Fold = folds[members[i].Group],
        })];
    }

    private static IReadOnlyList<CountryCode> Vocabulary(PictureCatalogue catalogue, VocabularySettings settings)
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
