namespace Honnan.Data.Curation;

/// <summary>Things that have equal keys, found by sorting twelve bytes for each.</summary>
internal static class SortedRuns
{
    /// <summary>The places of two or more equal keys, ascending in each run; the keys are sorted by it. A run is there until the next is asked for.</summary>
    public static IEnumerable<ArraySegment<int>> Of<TKey>(TKey[] keys)
        where TKey : unmanaged, IEquatable<TKey>
    {
        int[] places = PictureIndices.All(keys.Length);
        Array.Sort(keys, places);
        foreach ((int start, int end) in Runs.Of<TKey>(keys))
        {
            Array.Sort(places, start, end - start);
            yield return new ArraySegment<int>(places, start, end - start);
        }
    }
}
