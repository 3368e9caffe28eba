namespace Honnan.Data.Curation;

/// <summary>Arrays of the places of many pictures, made in the length they have: lists that grow would leave as much about again.</summary>
internal static class PictureIndices
{
    private const int Many = 1_000_000;

    /// <summary>
    /// Gives back what a step needed of many pictures before the next one needs as much again. Left alone, the collector lets
    /// half a gigabyte lie about beside a catalogue of five million, of which little is ever garbage. Does nothing for fewer than a million.
    /// </summary>
    public static void EndStep(int pictures)
    {
        if (pictures >= Many)
        {
            GC.Collect();
        }
    }

    /// <summary>0, 1 and so on.</summary>
    public static int[] All(int count)
    {
        int[] all = new int[count];
        for (int i = 0; i < count; i++)
        {
            all[i] = i;
        }

        return all;
    }

    /// <summary>Those of 0, 1 and so on that are asked for.</summary>
    public static int[] Where(int count, Func<int, bool> which)
    {
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            found += which(i) ? 1 : 0;
        }

        int[] places = new int[found];
        for (int i = 0, next = 0; next < found; i++)
        {
            if (which(i))
            {
                places[next++] = i;
            }
        }

        return places;
    }

    /// <summary>Those of some pictures that are asked for, in the same order.</summary>
    public static int[] Where(int[] pictures, Func<int, bool> which)
    {
        int[] places = Where(pictures.Length, place => which(pictures[place]));
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = pictures[places[i]];
        }

        return places;
    }

    /// <summary>Pictures in the order of their keys; those of equal ones in their own order, which is to be ascending.</summary>
    /// <param name="pictures">The pictures; sorted by it.</param>
    /// <param name="keysOf">Their keys, which are sorted too.</param>
    public static int[] Ascending<TKey>(int[] pictures, Func<int[], TKey[]> keysOf)
        where TKey : IEquatable<TKey>
    {
        TKey[] keys = keysOf(pictures);
        Array.Sort(keys, pictures);
        foreach ((int start, int end) in Runs.Of(keys))
        {
            Array.Sort(pictures, start, end - start);
        }

        return pictures;
    }
}
