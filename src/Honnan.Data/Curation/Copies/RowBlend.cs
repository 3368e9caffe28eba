using System.Numerics;

namespace Honnan.Data.Curation.Copies;

/// <summary>Rows of levels between two rows.</summary>
internal static class RowBlend
{
    /// <summary>The upper row where the share is 0, the lower one where it is 1; all of the target's length or longer.</summary>
    public static void Of(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float share, Span<float> target)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= target.Length; i += Vector<float>.Count)
        {
            var above = new Vector<float>(upper[i..]);
            (above + ((new Vector<float>(lower[i..]) - above) * share)).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = upper[i] + ((lower[i] - upper[i]) * share);
        }
    }
}
