using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds pictures of the same bytes, by sorting the first eight bytes of their digests. Of copies that agree on the country one
/// is kept: the first in the catalogue's order that has coordinates, or else the first. Copies that are said to be in
/// different countries are all unusable: which label is wrong cannot be seen, and a wrong one teaches a wrong country.
/// </summary>
internal static class ByteCopies
{
    /// <summary>Each picture that goes, why, and the picture that it repeats.</summary>
    /// <param name="pictures">The catalogue.</param>
    /// <param name="candidates">Places of usable pictures, ascending.</param>
    /// <param name="inVocabulary">Whether a picture's country is wanted.</param>
    public static IEnumerable<(int Picture, DropReason Reason, int Of)> Find(PictureColumns pictures, int[] candidates, Func<int, bool> inVocabulary)
    {
        ulong[] starts = Array.ConvertAll(candidates, i => pictures.Digests[i].First);
        foreach (ArraySegment<int> run in SortedRuns.Of(starts))
        {
            // Nearly always one group: digests that begin alike are alike.
            foreach (IGrouping<Sha256Digest, int> group in run.Select(place => candidates[place]).GroupBy(i => pictures.Digests[i]))
            {
                int[] copies = [.. group];
                if (copies.Length > 1)
                {
                    foreach ((int, DropReason, int) copy in Judge(pictures, copies, inVocabulary))
                    {
                        yield return copy;
                    }
                }
            }
        }
    }

    private static IEnumerable<(int Picture, DropReason Reason, int Of)> Judge(PictureColumns pictures, int[] copies, Func<int, bool> inVocabulary)
    {
        if (copies.Any(i => pictures.Countries[i] != pictures.Countries[copies[0]]))
        {
            return copies.Select(copy => (copy, DropReason.Unusable, copy == copies[0] ? copies[1] : copies[0]));
        }

        if (!inVocabulary(copies[0]))
        {
            return []; // all of them are dropped for their country
        }

        int kept = copies.Where(i => pictures.PointOf(i) is not null).Append(copies[0]).First();
        return copies.Where(copy => copy != kept).Select(copy => (copy, DropReason.ByteCopy, kept));
    }
}
