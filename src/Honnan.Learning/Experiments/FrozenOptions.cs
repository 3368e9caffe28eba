using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>Parameters that do not learn, or not at first.</summary>
public sealed record FrozenOptions : IValidated
{
    /// <summary>Whole names of parameters as honnan nets NET lists them (weight files may spell some otherwise); * stands for any letters, ? for one: "conv1.*", "*.bn?.*".</summary>
    public required string Pattern { get; init; }

    /// <summary>Share of the run's steps after which they learn: above 0 to 1; 1 (the default) for never.</summary>
    public double Until { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Until is not (> 0 and <= 1))
        {
            yield return $"until must be above 0 and at most 1, not {Until}";
        }
    }
}
