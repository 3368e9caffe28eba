namespace Honnan.Data.Answers;

/// <summary>What a step between the pooled features and the logits does.</summary>
public enum CamStepKind
{
    /// <summary>y = W x + b.</summary>
    Linear,

    /// <summary>(x − mean) / √(variance + ε) · weight + bias, over all of x (Ba, Kiros and Hinton, 2016).</summary>
    LayerNorm,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>x · min(max(x + 3, 0), 6) / 6 (Howard et al., 2019).</summary>
    Hardswish,
}
