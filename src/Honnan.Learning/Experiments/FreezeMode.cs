namespace Honnan.Learning.Experiments;

/// <summary>What does not learn. Frozen batch normalisations keep their statistics too.</summary>
public enum FreezeMode
{
    /// <summary>Everything learns.</summary>
    None,

    /// <summary>All stages before the last resolution are frozen: everything but layer4 and fc of a ResNet.</summary>
    Front,

    /// <summary>Only the head learns; the stages' features are computed once and kept.</summary>
    Body,
}
