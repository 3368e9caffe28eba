namespace Honnan.Data.Curation.Copies;

/// <summary>That one picture may be a copy of another: how the two of their windows lie whose hashes differ least.</summary>
/// <param name="Other">The other picture.</param>
/// <param name="Trim">In which of <see cref="TrimmedBand.All"/> the other's window was found.</param>
/// <param name="Distance">Bits in which the hashes differ.</param>
/// <param name="Column">The window's first column.</param>
/// <param name="ColumnThere">That of the other's window, as in the trimmed band.</param>
internal readonly record struct CopyProposal(int Other, byte Trim, byte Distance, short Column, short ColumnThere)
{
    /// <summary>How the picture lies on the other one, if it is a copy.</summary>
    public BandAlignment At => TrimmedBand.All[Trim].Place(Column, ColumnThere);

    /// <summary>Whether this speaks more for a copy than another proposal of the same pair; of equal ones, the one that comes first.</summary>
    public bool IsBetterThan(CopyProposal other) =>
        (Distance, Column, ColumnThere).CompareTo((other.Distance, other.Column, other.ColumnThere)) < 0;
}
