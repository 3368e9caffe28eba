namespace Honnan.Data.Answers;

/// <summary>By what a picture is told that is not of the kind a model knows; each grows with the strangeness.</summary>
public enum RefusalScore
{
    /// <summary>The squared length of what the principal axes leave of the features (Wang et al. 2022, "ViM", section 3).</summary>
    Residual,

    /// <summary>−max softmax(z) (Hendrycks and Gimpel 2017, "A Baseline for Detecting Misclassified and Out-of-Distribution Examples").</summary>
    MaxProbability,

    /// <summary>−log Σ exp z (Liu et al. 2020, "Energy-based Out-of-distribution Detection").</summary>
    Energy,

    /// <summary>The squared distance of the features from the training pictures' mean, whitened (Mahalanobis' with one centre).</summary>
    Centre,

    /// <summary>The same from the nearest country's mean (Lee et al. 2018, "A Simple Unified Framework for Detecting Out-of-Distribution Samples").</summary>
    Country,

    /// <summary>The squared distance to the k-th nearest training view (Sun et al. 2022, "Out-of-Distribution Detection with Deep Nearest Neighbors"), in whitened features.</summary>
    Neighbours,
}
