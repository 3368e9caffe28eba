using Honnan.Data.Catalogue;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;

namespace Honnan.Data.Curation;

/// <summary>
/// Makes a selection: leaves out what is unusable, outside the vocabulary, a copy or blank, thins countries to their
/// targets, and splits what is left by place.
/// </summary>
public static class Curator
{
    /// <summary>Curates a catalogue. The same catalogue, options, seed and confusion give the same selection.</summary>
    /// <param name="catalogue">What there is.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Of everything random.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="confusion">An earlier run's, by which thinning goes; null without.</param>
    /// <exception cref="InputException">Nothing is left, or the vocabulary names a source that the catalogue has not.</exception>
    public static CurationResult Curate(
        PictureCatalogue catalogue, CurationOptions options, long seed, CancellationToken cancellation, ConfusionCounts? confusion = null)
    {
        IReadOnlyList<CataloguePicture> pictures = catalogue.Pictures;
        IReadOnlyList<CountryCode> vocabulary = Vocabularies.Of(catalogue, options.Vocabulary ?? catalogue.Data.Vocabulary);
        var wanted = vocabulary.ToHashSet();
        var reasons = new DropList();
        List<int> usable = reasons.Without(Enumerable.Range(0, pictures.Count), i => Vocabularies.IsUsable(pictures[i]) ? null : DropReason.Unusable);

        Dictionary<int, (DropReason Reason, int Of)> copies = ByteCopies.Find(pictures, usable, i => wanted.Contains(pictures[i].Country!.Value));
        List<int> inside = reasons.Without(usable, i => wanted.Contains(pictures[i].Country!.Value) ? null : DropReason.OutsideVocabulary);
        inside = reasons.Without(inside, copies);
        inside = reasons.Without(inside, i => pictures[i].Measures is { } measures && measures.Blank >= options.BlankFrom ? DropReason.LowInformation : null);
        cancellation.ThrowIfCancellationRequested();

        List<CopyPair> pairs = options.Copies.Compare ? CopyFinder.Find(pictures, inside, OverlaysOf(catalogue), options.Copies, cancellation) : [];
        List<int> compared = inside;
        inside = reasons.Without(inside, CopyResolution.Resolve(pictures, pairs, options.Copies.NearCopies));
        cancellation.ThrowIfCancellationRequested();

        // Before the thinning, so that what stays on a side does not depend on what else is dropped; and with the copies that
        // go, for one of them may be the link between two that stay.
        Dictionary<int, string> groups = Groups(pictures, compared, pairs, options);
        float[] scores = [.. pictures.Select(picture => picture.Measures is { } measures ? InformationScore.Of(measures, options.InformationWeights) : 0)];
        Dictionary<int, DropReason> thinned = Thinning.Find(pictures, inside, i => scores[i], options, confusion, seed);
        List<int> kept = reasons.Without(inside, i => thinned.TryGetValue(i, out DropReason reason) ? reason : null);
        if (kept.Count == 0)
        {
            throw new InputException($"no picture is left: the catalogue has {pictures.Count}, {usable.Count} of them usable, and none of the {vocabulary.Count} wanted countries");
        }

        cancellation.ThrowIfCancellationRequested();
        return new CurationResult(
            vocabulary,
            Split(pictures, kept, groups, scores, options, seed),
            reasons.Pictures(pictures),
            pairs,
            [.. pictures.Select(picture => picture.Country)]);
    }

    private static Func<int, IReadOnlyList<FrameRectangle>> OverlaysOf(PictureCatalogue catalogue)
    {
        var layouts = catalogue.Data.Sources.ToDictionary(
            source => source.Name,
            source => source.Overlay is { } overlay ? OverlayMask.FromName(overlay).Layout(symmetric: false) : [],
            StringComparer.Ordinal);
        return i => layouts[catalogue.Pictures[i].Address.Source];
    }

    private static Dictionary<int, string> Groups(IReadOnlyList<CataloguePicture> pictures, List<int> inside, List<CopyPair> pairs, CurationOptions options)
    {
        var groups = new PictureGroups(inside.ConvertAll(i => pictures[i]), options.CellDegrees);
        var placeOf = inside.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        foreach (CopyPair pair in pairs)
        {
            if (placeOf.TryGetValue(pair.First, out int first) && placeOf.TryGetValue(pair.Second, out int second))
            {
                groups.Join(first, second);
            }
        }

        if (options.NeighbourKm > 0)
        {
            (int, GeoPoint)[] points = [.. inside.Where(i => pictures[i].Point is not null).Select(i => (placeOf[i], pictures[i].Point!.Value))];
            foreach ((int a, int b) in NearPoints.Within(points, options.NeighbourKm))
            {
                groups.Join(a, b);
            }
        }

        return inside.ToDictionary(i => i, i => groups.Of(placeOf[i]));
    }

    private static List<SelectedPicture> Split(
        IReadOnlyList<CataloguePicture> pictures, List<int> kept, Dictionary<int, string> groups, float[] scores, CurationOptions options, long seed)
    {
        (string Group, CountryCode Country)[] members = [.. kept.Select(i => (groups[i], pictures[i].Country!.Value))];
        string Unit(int i) => options.SplitBy == SplitRule.Place ? groups[i] : $"{pictures[i].Address.Source}/{pictures[i].Address.File}";
        Dictionary<string, SplitSide> sides = SideAssigner.Assign(kept.Select(i => (Unit(i), pictures[i].Country!.Value)), options.Split, seed);
        Dictionary<string, int> folds = GroupDealer.Deal(members, [.. Enumerable.Repeat(1.0 / options.Folds, options.Folds)], seed, "folds");
        return [.. kept.Select(i => new SelectedPicture
        {
            Address = pictures[i].Address,
            Country = pictures[i].Country!.Value,
            Point = pictures[i].Point,
            Size = pictures[i].Size,
            Sha256 = pictures[i].Sha256!,
            Information = scores[i],
            Group = groups[i],
            Split = sides[Unit(i)],
            Fold = folds[groups[i]],
        })];
    }
}
