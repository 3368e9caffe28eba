using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>Decides which picture of each set of copies stays.</summary>
internal static class CopyResolution
{
    /// <summary>
    /// For each picture that goes: why, and the picture that it repeats. Of pictures that are the same coded, scaled or trimmed
    /// anew, the one stays that has coordinates, then the most pixels, then the most bytes, then the first; where they are
    /// said to be in different countries, none does. Of views that were a little turned, one stays where the options say so.
    /// </summary>
    public static Dictionary<int, (DropReason Reason, int Of)> Resolve(
        PictureColumns pictures, IReadOnlyList<CopyPair> pairs, NearCopyHandling nearCopies)
    {
        var dropped = new Dictionary<int, (DropReason, int)>();
        foreach (int[] same in Sets(pairs.Where(pair => pair.SamePicture)))
        {
            bool agreed = same.Select(i => pictures.Countries[i]).Distinct().Count() == 1;
            int kept = Best(pictures, same);
            foreach (int copy in same.Where(copy => copy != kept || !agreed))
            {
                dropped[copy] = agreed ? (DropReason.ReEncoded, kept) : (DropReason.Unusable, same.First(i => i != copy));
            }
        }

        if (nearCopies == NearCopyHandling.Drop)
        {
            foreach (int[] near in Sets(pairs).Select(set => set.Where(i => !dropped.ContainsKey(i)).ToArray()).Where(set => set.Length > 1))
            {
                int kept = Best(pictures, near);
                foreach (int copy in near.Where(copy => copy != kept))
                {
                    dropped[copy] = (DropReason.NearCopy, kept);
                }
            }
        }

        return dropped;
    }

    private static int Best(PictureColumns pictures, int[] set) => set
        .OrderByDescending(i => pictures.PointOf(i) is not null)
        .ThenByDescending(i => pictures.Sizes[i].Area)
        .ThenByDescending(i => pictures.ByteLengths[i])
        .ThenBy(i => i)
        .First();

    /// <summary>Pictures that are connected by pairs, ascending; sets in the order of their first pictures.</summary>
    private static IEnumerable<int[]> Sets(IEnumerable<CopyPair> pairs)
    {
        var neighbours = new SortedDictionary<int, List<int>>();
        void Add(int a, int b)
        {
            if (!neighbours.TryGetValue(a, out List<int>? list))
            {
                neighbours[a] = list = [];
            }

            list.Add(b);
        }

        foreach (CopyPair pair in pairs)
        {
            Add(pair.First, pair.Second);
            Add(pair.Second, pair.First);
        }

        var seen = new HashSet<int>();
        foreach (int start in neighbours.Keys)
        {
            if (!seen.Add(start))
            {
                continue;
            }

            var set = new List<int> { start };
            for (int i = 0; i < set.Count; i++)
            {
                set.AddRange(neighbours[set[i]].Where(seen.Add));
            }

            yield return [.. set.Order()];
        }
    }
}
