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
        PictureColumns pictures = catalogue.Columns;
        IReadOnlyList<CountryCode> vocabulary = Vocabularies.Of(catalogue, options.Vocabulary ?? catalogue.Data.Vocabulary);
        bool[] wanted = new bool[CountryCode.Numbers];
        vocabulary.ToList().ForEach(country => wanted[country.Number] = true);
        bool IsWanted(int i) => wanted[pictures.Countries[i].Number];
        var drops = new DropList(pictures.Count);
        int[] usable = drops.Without(PictureIndices.All(pictures.Count), i => pictures.IsUsable(i) ? null : DropReason.Unusable);
        int[] inside = drops.Without(usable, i => IsWanted(i) ? null : DropReason.OutsideVocabulary);
        foreach ((int picture, DropReason reason, int of) in ByteCopies.Find(pictures, usable, IsWanted))
        {
            drops.Drop(picture, reason, of);
        }

        inside = drops.Without(drops.Left(inside), i => pictures.MeasuresOf(i) is { } measures && measures.Blank >= options.BlankFrom ? DropReason.LowInformation : null);
        cancellation.ThrowIfCancellationRequested();

        List<CopyPair> pairs = options.Copies.Compare ? CopyFinder.Find(pictures, inside, OverlaysOf(catalogue), options.Copies, cancellation) : [];
        int[] compared = inside;
        foreach ((int picture, (DropReason reason, int of)) in CopyResolution.Resolve(pictures, pairs, options.Copies.NearCopies))
        {
            drops.Drop(picture, reason, of);
        }

        inside = drops.Left(inside);
        cancellation.ThrowIfCancellationRequested();

        // Before the thinning, so that what stays on a side does not depend on what else is dropped; and with the copies that
        // go, for one of them may be the link between two that stay.
        PictureIndices.EndStep(pictures.Count);
        int[] groups = Groups(pictures, compared, pairs, options);
        PictureIndices.EndStep(pictures.Count);
        float[] scores = Scores(pictures, options.InformationWeights);
        Thinning.Drop(pictures, inside, scores, options, confusion, seed, drops);
        int[] kept = drops.Left(inside);
        if (kept.Length == 0)
        {
            throw new InputException($"no picture is left: the catalogue has {pictures.Count}, {usable.Length} of them usable, and none of the {vocabulary.Count} wanted countries");
        }

        cancellation.ThrowIfCancellationRequested();
        return new CurationResult(pictures, vocabulary, Split(pictures, kept, groups, scores, options, seed), new DroppedPictures(pictures, drops), pairs);
    }

    private static Func<int, IReadOnlyList<FrameRectangle>> OverlaysOf(PictureCatalogue catalogue)
    {
        PictureColumns pictures = catalogue.Columns;
        IReadOnlyList<FrameRectangle>[] layouts = [.. pictures.SourceNames.Select(name => catalogue.Data.Sources.First(source => source.Name == name).Overlay is { } overlay
            ? OverlayMask.FromName(overlay).Layout(symmetric: false)
            : (IReadOnlyList<FrameRectangle>)[])];
        return i => layouts[pictures.Sources[i]];
    }

    private static float[] Scores(PictureColumns pictures, InformationWeights weights)
    {
        float[] scores = new float[pictures.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = pictures.MeasuresOf(i) is { } measures ? InformationScore.Of(measures, weights) : 0;
        }

        return scores;
    }

    /// <summary>The groups of pictures, by the pictures' places in the catalogue; of no meaning for those that are not grouped.</summary>
    private static int[] Groups(PictureColumns pictures, int[] inside, List<CopyPair> pairs, CurationOptions options)
    {
        var groups = new PictureGroups(pictures, inside, options.CellDegrees);
        foreach (CopyPair pair in pairs)
        {
            if (Array.BinarySearch(inside, pair.First) is >= 0 and var first && Array.BinarySearch(inside, pair.Second) is >= 0 and var second)
            {
                groups.Join(first, second);
            }
        }

        if (options.NeighbourKm > 0)
        {
            int[] known = PictureIndices.Where(inside.Length, member => pictures.PointOf(inside[member]) is not null);
            foreach ((int a, int b) in NearPoints.Within(new SortedPoints(known, member => pictures.PointOf(inside[member])!.Value), options.NeighbourKm))
            {
                groups.Join(a, b);
            }
        }

        int[] groupOf = new int[pictures.Count];
        foreach ((int member, int picture) in inside.Index())
        {
            groupOf[picture] = groups.Of(member);
        }

        return groupOf;
    }

    private static SelectedPictures Split(PictureColumns pictures, int[] kept, int[] groups, float[] scores, CurationOptions options, long seed)
    {
        int[] own = Array.ConvertAll(kept, i => groups[i]);
        CountryCode CountryOf(int index) => pictures.Countries[kept[index]];
        string GroupName(int group) => PictureGroups.NameOf(pictures, group, options.CellDegrees);
        SplitSide[] sides = options.SplitBy == SplitRule.Place
            ? SideAssigner.Assign(own, CountryOf, GroupName, options.Split, seed)
            : SideAssigner.Assign(EqualNames.First(kept.Length, index => pictures.NameOf(kept[index])), CountryOf, index => pictures.NameOf(kept[index]), options.Split, seed);
        byte[] folds = GroupDealer.Deal(own, CountryOf, GroupName, [.. Enumerable.Repeat(1.0 / options.Folds, options.Folds)], seed, "folds");
        return new SelectedPictures(pictures, kept, own, sides, folds, scores, options.CellDegrees);
    }
}
