namespace Honnan.Learning.Evaluation;

/// <summary>How well pictures are recognised by some number of views, and what that costs.</summary>
/// <param name="Of">What is looked at: panoramas or single pictures.</param>
/// <param name="Windows">Windows of each; 1 for single pictures.</param>
/// <param name="Mirrored">Whether each is looked at mirrored too.</param>
/// <param name="Combination">How the views' answers become one.</param>
/// <param name="Pictures">Pictures judged.</param>
/// <param name="Top1">The share of right guesses, the mean over the headings at which the windows may begin.</param>
/// <param name="LogLoss">The mean log loss in nats, over the same.</param>
/// <param name="Milliseconds">Time for a picture with all its views, loading included, from the mean time of a view.</param>
public sealed record ViewFigures(
    string Of, int Windows, bool Mirrored, ViewCombination Combination, int Pictures, double Top1, double LogLoss, double Milliseconds);
