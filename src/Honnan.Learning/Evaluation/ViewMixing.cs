using Honnan.Data.Answers;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>Puts the answers of a picture's views together, in each of the ways, and judges the result.</summary>
internal static class ViewMixing
{
    private static readonly double[] Sharpnesses = [0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6];

    /// <summary>Accuracy and log loss over all pictures and all choices of views.</summary>
    /// <param name="pictures">At least one.</param>
    /// <param name="choices">Places of views that are put together; every picture has them.</param>
    /// <param name="combination">How.</param>
    public static (double Top1, double LogLoss) Judge(IReadOnlyList<ViewedPicture> pictures, IReadOnlyList<int[]> choices, ViewCombination combination)
    {
        if (combination != ViewCombination.Learned)
        {
            return Judge(pictures, choices, (picture, chosen) => combination == ViewCombination.Logits ? MeanLogits(picture, chosen) : Weighted(picture, chosen, 0));
        }

        // Each half of the places is judged by what the other half taught.
        string[] groups = [.. pictures.Select(p => p.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        HashSet<string> half = [.. groups.Where((_, i) => i % 2 == 0)];
        ViewedPicture[] first = [.. pictures.Where(p => half.Contains(p.Group))];
        ViewedPicture[] second = [.. pictures.Where(p => !half.Contains(p.Group))];
        if (second.Length == 0)
        {
            return Judge(pictures, choices, (picture, chosen) => Weighted(picture, chosen, 0));
        }

        (double bySecond, double byFirst) = (Best(second, choices), Best(first, choices));
        (double top1A, double lossA) = Judge(first, choices, (picture, chosen) => Weighted(picture, chosen, bySecond));
        (double top1B, double lossB) = Judge(second, choices, (picture, chosen) => Weighted(picture, chosen, byFirst));
        double share = (double)first.Length / pictures.Count;
        return ((share * top1A) + ((1 - share) * top1B), (share * lossA) + ((1 - share) * lossB));
    }

    private static double Best(IReadOnlyList<ViewedPicture> pictures, IReadOnlyList<int[]> choices) =>
        Sharpnesses.MinBy(a => Judge(pictures, choices, (picture, chosen) => Weighted(picture, chosen, a)).LogLoss);

    private static (double Top1, double LogLoss) Judge(
        IReadOnlyList<ViewedPicture> pictures, IReadOnlyList<int[]> choices, Func<ViewedPicture, int[], double[]> answer)
    {
        (double right, double loss) = (0, 0);
        foreach (ViewedPicture picture in pictures)
        {
            foreach (int[] chosen in choices)
            {
                double[] probabilities = answer(picture, chosen);
                right += Ranking.Largest(probabilities) == picture.Truth ? 1 : 0;
                loss += ProbabilityScores.LogLoss(probabilities, picture.Truth);
            }
        }

        double all = pictures.Count * (double)choices.Count;
        return (right / all, loss / all);
    }

    /// <summary>Softmax of the mean of ln p: the calibration stays in it.</summary>
    private static double[] MeanLogits(ViewedPicture picture, int[] chosen) => Softmax.Of(
        [.. Enumerable.Range(0, picture.Probabilities[0].Length).Select(k => chosen.Average(v => Math.Log(Math.Max(picture.Probabilities[v][k], 1e-300))))]);

    private static double[] Weighted(ViewedPicture picture, int[] chosen, double sharpness)
    {
        double[] weights = [.. chosen.Select(v => Math.Exp(sharpness * picture.Probabilities[v].Where(p => p > 0).Sum(p => p * Math.Log(p))))];
        double all = weights.Sum();
        double[] mixed = new double[picture.Probabilities[0].Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            for (int k = 0; k < mixed.Length; k++)
            {
                mixed[k] += weights[i] / all * picture.Probabilities[chosen[i]][k];
            }
        }

        return mixed;
    }
}
