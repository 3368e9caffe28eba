using System.Collections;
using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation;

/// <summary>
/// The kept pictures of a catalogue, of which each is made when it is asked for: beside the catalogue ten bytes stay in memory for
/// each, and eight for each picture of the catalogue.
/// </summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="kept">Their places in it, ascending.</param>
/// <param name="groups">Their groups, as <see cref="PictureGroups"/> knows them.</param>
/// <param name="sides">What they are for.</param>
/// <param name="folds">Their folds.</param>
/// <param name="scores">The information scores of all pictures of the catalogue.</param>
/// <param name="cellDegrees">Side of the cells by which groups are named.</param>
internal sealed class SelectedPictures(
    PictureColumns catalogue, int[] kept, int[] groups, SplitSide[] sides, byte[] folds, float[] scores, double cellDegrees) : IReadOnlyList<SelectedPicture>
{
    /// <inheritdoc/>
    public int Count => kept.Length;

    /// <summary>Their places in the catalogue, ascending.</summary>
    public IReadOnlyList<int> Places => kept;

    /// <inheritdoc/>
    public SelectedPicture this[int index] => new()
    {
        Address = catalogue.AddressOf(kept[index]),
        Country = catalogue.Countries[kept[index]],
        Point = catalogue.PointOf(kept[index]),
        Size = catalogue.Sizes[kept[index]],
        Sha256 = catalogue.Digests[kept[index]].ToString(),
        Information = scores[kept[index]],
        Group = GroupOf(index),
        Split = sides[index],
        Fold = folds[index],
    };

    /// <summary>The catalogue that they are of.</summary>
    public PictureColumns Catalogue => catalogue;

    /// <summary>How much a picture shows, 0 to 1.</summary>
    public float InformationOf(int index) => scores[kept[index]];

    /// <summary>The name of a picture's group.</summary>
    public string GroupOf(int index) => PictureGroups.NameOf(catalogue, groups[index], cellDegrees);

    /// <summary>What a picture is for.</summary>
    public SplitSide SideOf(int index) => sides[index];

    /// <summary>The place of a picture of the catalogue among the kept ones; null where it is none.</summary>
    public int? IndexOf(int place) => Array.BinarySearch(kept, place) is >= 0 and var index ? index : null;

    /// <inheritdoc/>
    public IEnumerator<SelectedPicture> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
