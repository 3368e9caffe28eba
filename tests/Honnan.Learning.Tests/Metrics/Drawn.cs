using Honnan.Data.Geography;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Tests.Metrics;

/// <summary>Predictions by formula or by chance, for tests.</summary>
internal static class Drawn
{
    /// <summary>As many made-up codes as there are classes: AA, AB, …</summary>
    public static CountryCode[] Vocabulary(int classes) =>
        [.. Enumerable.Range(0, classes).Select(k => CountryCode.Parse($"{(char)('A' + (k / 26))}{(char)('A' + (k % 26))}"))];

    public static Prediction Of(int truth, double[] probabilities, string group = "g", string source = "s", string file = "f") => new()
    {
        Source = source,
        File = file,
        Group = group,
        Country = CountryCode.Parse(truth < 0 ? "ZZ" : $"{(char)('A' + (truth / 26))}{(char)('A' + (truth % 26))}"),
        Truth = truth,
        Probabilities = probabilities,
    };

    /// <summary>The same, guessed so many kilometres north of where it was taken.</summary>
    public static Prediction Away(this Prediction prediction, double kilometres)
    {
        _ = GeoPoint.TryFromDegrees(0, 20, out GeoPoint there);
        _ = GeoPoint.TryFromDegrees(kilometres / (6371.0088 * Math.PI / 180), 20, out GeoPoint guessed);
        return prediction with { Point = there, GuessedPoint = guessed };
    }

    /// <summary>A probability vector that guesses <paramref name="guess"/>.</summary>
    public static double[] Guessing(int guess, int classes, double sureness = 0.6)
    {
        double[] p = new double[classes];
        Array.Fill(p, (1 - sureness) / (classes - 1));
        p[guess] = sureness;
        return p;
    }

    /// <summary>The reference's scores and truth: z = 6 u(scores), y = ⌊u(truth)² · C⌋, z at y += 2 u(skill).</summary>
    public static (double[][] Logits, int[] Truth) Reference(string scores, string truth, string skill, int n, int classes)
    {
        double[][] logits = new double[n][];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++)
        {
            logits[i] = [.. Enumerable.Range(0, classes).Select(k => 6 * ReferenceFormula.U(scores, ((long)i * classes) + k))];
            labels[i] = (int)(Math.Pow(ReferenceFormula.U(truth, i), 2) * classes);
            logits[i][labels[i]] += 2 * ReferenceFormula.U(skill, i);
        }

        return (logits, labels);
    }
}
