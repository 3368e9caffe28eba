namespace Honnan.Data.Curation.Copies;

/// <summary>That one picture may be a copy of another: how the two of their windows lie whose hashes differ least.</summary>
/// <param name="Candidate">The picture whose window was looked for.</param>
/// <param name="Other">The other picture.</param>
/// <param name="Trim">In which of <see cref="TrimmedBand.All"/> the other's window was found.</param>
/// <param name="Distance">Bits in which the hashes differ.</param>
/// <param name="Column">The window's first column.</param>
/// <param name="ColumnThere">That of the other's window, as in the trimmed band.</param>
internal readonly record struct CopyProposal(int Candidate, int Other, byte Trim, byte Distance, short Column, short ColumnThere)
{
    /// <summary>How the picture lies on the other one, if it is a copy.</summary>
    public BandAlignment At => TrimmedBand.All[Trim].Place(Column, ColumnThere);

    private long Pair => ((long)Candidate << 32) | (uint)Other;

    private long Place => ((long)Trim << 48) | ((long)Distance << 32) | ((long)Column << 16) | (ushort)ColumnThere;

    /// <summary>Whether another one is of the same pair and trimming.</summary>
    public bool IsOfTheSame(CopyProposal other) => Pair == other.Pair && Trim == other.Trim;

    /// <summary>Puts the best of each pair and trimming first, in the order of the pairs, and returns how many these are.</summary>
    public static int KeepBest(Span<CopyProposal> proposals)
    {
        proposals.Sort(Compare);
        int kept = 0;
        foreach (CopyProposal proposal in proposals)
        {
            if (kept == 0 || !proposals[kept - 1].IsOfTheSame(proposal))
            {
                proposals[kept++] = proposal;
            }
        }

        return kept;
    }

    /// <summary>By pairs, those by trimmings, and of these first what speaks most for a copy; of equal ones what lies furthest left.</summary>
    public static int Compare(CopyProposal a, CopyProposal b) => a.Pair != b.Pair ? a.Pair.CompareTo(b.Pair) : a.Place.CompareTo(b.Place);
}
