using Honnan.Data.Configuration;

namespace Honnan.Data.Curation;

/// <summary>Shares of pictures on each side; they add up to 1.</summary>
public sealed record SplitShares : IValidated
{
    /// <summary>Share to train on (default 0.7).</summary>
    public double Train { get; init; } = 0.7;

    /// <summary>Share to choose by while training (default 0.2).</summary>
    public double Validation { get; init; } = 0.2;

    /// <summary>Share kept aside for the final figures (default 0.1).</summary>
    public double Test { get; init; } = 0.1;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!(Train > 0 && Validation >= 0 && Test >= 0 && Math.Abs(Train + Validation + Test - 1) < 1e-6))
        {
            yield return $"train, validation and test must not be negative, train be above 0, and add up to 1, not {Train} + {Validation} + {Test}";
        }
    }
}
