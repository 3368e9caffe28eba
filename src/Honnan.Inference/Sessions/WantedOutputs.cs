namespace Honnan.Inference.Sessions;

/// <summary>What of a net's outputs is asked for; the rest is not copied.</summary>
internal enum WantedOutputs
{
    /// <summary>The logits alone.</summary>
    Logits,

    /// <summary>The head's inputs too.</summary>
    Pooled,

    /// <summary>The last feature map as well.</summary>
    All,
}
