using Honnan.Data.Catalogue;
using Honnan.Data.Sources;

namespace Honnan.Data.Curation;

/// <summary>Gathers which pictures go and why, step by step.</summary>
internal sealed class DropList
{
    private readonly Dictionary<int, (DropReason Reason, int? Of)> _dropped = [];

    /// <summary>The pictures without those for which there is a reason.</summary>
    public List<int> Without(IEnumerable<int> pictures, Func<int, DropReason?> reason) => Without(pictures, i => (reason(i), null));

    /// <summary>The pictures without those that are copies.</summary>
    public List<int> Without(IEnumerable<int> pictures, Dictionary<int, (DropReason Reason, int Of)> copies) =>
        Without(pictures, i => copies.TryGetValue(i, out (DropReason Reason, int Of) copy) ? (copy.Reason, copy.Of) : (null, null));

    /// <summary>Everything that goes, in the catalogue's order.</summary>
    public IReadOnlyList<DroppedPicture> Pictures(IReadOnlyList<CataloguePicture> pictures) =>
        [.. _dropped.OrderBy(pair => pair.Key).Select(pair => new DroppedPicture(
            pictures[pair.Key].Address,
            pictures[pair.Key].Country,
            pair.Value.Reason,
            pair.Value.Of is { } of ? pictures[of].Address : (PictureAddress?)null))];

    private List<int> Without(IEnumerable<int> pictures, Func<int, (DropReason? Reason, int? Of)> judge)
    {
        var left = new List<int>();
        foreach (int i in pictures)
        {
            (DropReason? reason, int? of) = judge(i);
            if (reason is { } why)
            {
                _dropped[i] = (why, of);
            }
            else
            {
                left.Add(i);
            }
        }

        return left;
    }
}
