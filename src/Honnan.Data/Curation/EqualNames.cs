namespace Honnan.Data.Curation;

/// <summary>Finds things of the same name among many, of which each has its name made when it is asked for: 64 bits of a digest of each are sorted, and equal ones compared.</summary>
internal static class EqualNames
{
    /// <summary>For each thing the first one that has its name.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="nameOf">A thing's name, by its place; asked from several threads.</param>
    public static int[] First(int count, Func<int, string> nameOf)
    {
        int[] first = PictureIndices.All(count);
        foreach (ArraySegment<int> same in SortedRuns.Of(SeededOrder.Keys(0, "name", count, nameOf)))
        {
            string name = nameOf(same[0]);
            Dictionary<string, int>? others = null; // of the same 64 bits, though of other names
            foreach (int thing in same.AsSpan(1))
            {
                string own = nameOf(thing);
                if (own == name)
                {
                    first[thing] = same[0];
                }
                else if (!(others ??= new Dictionary<string, int>(StringComparer.Ordinal)).TryAdd(own, thing))
                {
                    first[thing] = others[own];
                }
            }
        }

        return first;
    }
}
