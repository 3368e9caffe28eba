using Honnan.Data.Configuration;

namespace Honnan.Data.Curation.Copies;

/// <summary>How copies are found and what becomes of them.</summary>
public sealed record CopyOptions : IValidated
{
    /// <summary>Whether pictures are compared at all beyond their bytes; default true.</summary>
    public bool Compare { get; init; } = true;

    /// <summary>
    /// Correlation of the detail from which two pictures that share nearly all they show are copies, 0.5 to 1; default
    /// 0.86. Of 1,090 real windows every pair that was one had at least 0.94, and the best pair that was none 0.81.
    /// </summary>
    public double Correlation { get; init; } = 0.86;

    /// <summary>The same where they share only the least part that is compared (two fifths); default 0.92.</summary>
    public double CorrelationOfParts { get; init; } = 0.92;

    /// <summary>What becomes of pictures of one view that was a little turned; default: they stay, as one group.</summary>
    public NearCopyHandling NearCopies { get; init; } = NearCopyHandling.Group;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Correlation is not (>= 0.5 and <= 1))
        {
            yield return $"correlation must be from 0.5 to 1, not {Correlation}";
        }

        if (!(CorrelationOfParts >= Correlation && CorrelationOfParts <= 1))
        {
            yield return $"correlationOfParts must be from correlation ({Correlation}) to 1, not {CorrelationOfParts}";
        }
    }
}
