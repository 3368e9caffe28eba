namespace Honnan.Learning.Experiments;

/// <summary>Which of a run's models becomes its result.</summary>
public enum ResultChoice
{
    /// <summary>That of the last step.</summary>
    Last,

    /// <summary>That of the best validation.</summary>
    Best,
}
