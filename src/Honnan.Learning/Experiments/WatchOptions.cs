using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>What the validations decide: which models are kept beside the checkpoint, which is the result, and when a run ends early.</summary>
public sealed record WatchOptions : IValidated
{
    /// <summary>By which figure validations are compared; default loss. Of equal ones the earlier is better.</summary>
    public MonitoredFigure Monitor { get; init; } = MonitoredFigure.Loss;

    /// <summary>The run ends after so many validations in a row without a new best one; at least 1, without it never.</summary>
    public int? Patience { get; init; }

    /// <summary>Models of the best validations that are kept, each a folder that a command takes as MODEL; 0 (the default) to 1000.</summary>
    public int KeepBest { get; init; }

    /// <summary>Models of the last checkpoints that are kept likewise; 0 (the default) to 1000.</summary>
    public int KeepLast { get; init; }

    /// <summary>Which model the run gives in the end; default last. Best keeps at least one best.</summary>
    public ResultChoice Result { get; init; } = ResultChoice.Last;

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Patience < 1)
        {
            yield return $"patience must be at least 1, not {Patience}";
        }

        if (KeepBest is < 0 or > 1000)
        {
            yield return $"keepBest must be from 0 to 1000, not {KeepBest}";
        }

        if (KeepLast is < 0 or > 1000)
        {
            yield return $"keepLast must be from 0 to 1000, not {KeepLast}";
        }
    }
}
