namespace Honnan.Learning.Evaluation;

/// <summary>How the answers of several views become one.</summary>
public enum ViewCombination
{
    /// <summary>The mean of the probabilities, as the model answers.</summary>
    Probabilities,

    /// <summary>Softmax of the mean of the logits: the normalised geometric mean of the probabilities.</summary>
    Logits,

    /// <summary>A weighted mean of the probabilities, weights exp(−a · entropy); a is learned on other places' pictures.</summary>
    Learned,
}
