using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds pictures of the same bytes. Of copies that agree on the country one is kept: the first in the catalogue's order
/// that has coordinates, or else the first. Copies that are said to be in different countries are all unusable: which
/// label is wrong cannot be seen, and a wrong one teaches a wrong country.
/// </summary>
internal static class ByteCopies
{
    /// <summary>For each picture that goes: why, and the picture that it repeats.</summary>
    /// <param name="pictures">The catalogue.</param>
    /// <param name="candidates">Indices of usable pictures, ascending.</param>
    /// <param name="inVocabulary">Whether a picture's country is wanted.</param>
    public static Dictionary<int, (DropReason Reason, int Of)> Find(
        IReadOnlyList<CataloguePicture> pictures, IEnumerable<int> candidates, Func<int, bool> inVocabulary)
    {
        var dropped = new Dictionary<int, (DropReason, int)>();
        foreach (int[] copies in candidates.GroupBy(i => pictures[i].Sha256!, StringComparer.Ordinal).Select(group => group.ToArray()).Where(copies => copies.Length > 1))
        {
            if (copies.Select(i => pictures[i].Country).Distinct().Count() > 1)
            {
                foreach (int copy in copies)
                {
                    dropped[copy] = (DropReason.Unusable, copy == copies[0] ? copies[1] : copies[0]);
                }

                continue;
            }

            if (!inVocabulary(copies[0]))
            {
                continue; // all of them are dropped for their country
            }

            int kept = copies.Where(i => pictures[i].Point is not null).Append(copies[0]).First();
            foreach (int copy in copies.Where(copy => copy != kept))
            {
                dropped[copy] = (DropReason.ByteCopy, kept);
            }
        }

        return dropped;
    }
}
