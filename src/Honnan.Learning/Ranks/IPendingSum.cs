namespace Honnan.Learning.Ranks;

/// <summary>A sum over all ranks that is under way.</summary>
public interface IPendingSum
{
    /// <summary>Lets it go on a little: much of an exchange happens inside such calls alone.</summary>
    void Advance();

    /// <summary>Returns when the sums are there.</summary>
    void Wait();
}
