namespace Honnan.Data.Curation;

/// <summary>Equal values that lie beside each other, as in what was sorted.</summary>
internal static class Runs
{
    /// <summary>Where each run of two values or more begins, and the place after its end.</summary>
    public static IEnumerable<(int Start, int End)> Of<T>(T[] sorted)
        where T : IEquatable<T>
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end].Equals(sorted[start]); end++)
            {
            }

            if (end - start > 1)
            {
                yield return (start, end);
            }
        }
    }
}
