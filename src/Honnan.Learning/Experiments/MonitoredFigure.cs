namespace Honnan.Learning.Experiments;

/// <summary>By which figure of the validation models are compared.</summary>
public enum MonitoredFigure
{
    /// <summary>Log loss: the smallest is best.</summary>
    Loss,

    /// <summary>Share guessed right: the largest is best.</summary>
    Top1,
}
