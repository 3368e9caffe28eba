namespace Honnan.Learning.Training;

/// <summary>What became of a batch that was to be learnt by heart.</summary>
public enum BatchVerdict
{
    /// <summary>The loss came near its floor, 0: below a tenth of the first one, or below 0.05.</summary>
    Learnt,

    /// <summary>It fell by half or more, but not so far.</summary>
    Falling,

    /// <summary>It did not.</summary>
    Stuck,
}
