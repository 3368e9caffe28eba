namespace Honnan.Learning.Experiments;

/// <summary>The rule by which a step moves the parameters.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba, 2015); weight decay is added to the gradient.</summary>
    Adam,

    /// <summary>AdamW (Loshchilov and Hutter, 2019): weight decay shrinks the parameters themselves.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent, with momentum where asked for; weight decay is added to the gradient.</summary>
    Sgd,
}
