namespace Honnan.Learning.Experiments;

/// <summary>How the learning rate goes from its first value to its last.</summary>
public enum ScheduleKind
{
    /// <summary>By the same factor every step.</summary>
    Exponential,

    /// <summary>By the same difference every step.</summary>
    Linear,

    /// <summary>Along half a cosine.</summary>
    Cosine,

    /// <summary>Not at all: <c>to</c> is not used.</summary>
    Constant,
}
