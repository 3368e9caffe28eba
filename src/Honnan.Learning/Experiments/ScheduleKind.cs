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

    /// <summary>
    /// Up to <c>peak</c> and down again (Smith and Topin, 2018), along half a cosine each, as torch's OneCycleLR has it:
    /// the last step has <c>to</c>.
    /// </summary>
    OneCycle,

    /// <summary>Not at all: <c>to</c> is not used.</summary>
    Constant,
}
