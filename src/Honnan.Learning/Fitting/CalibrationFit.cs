using Honnan.Data.Answers;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Fitting;

/// <summary>
/// Fits the calibration on held-out pictures. What is to be honest is what is told in the end, the mean over a picture's views,
/// so it is the log loss of that mean which is made small.
/// </summary>
public static class CalibrationFit
{
    // Vector scaling has two numbers a country, so they are held near the temperature's: by normal priors of these deviations.
    private const double ScaleDeviation = 0.5;
    private const double OffsetDeviation = 1;

    /// <summary>The calibration of a kind.</summary>
    /// <param name="held">Pictures that the net has not learned from, at least one.</param>
    /// <param name="kind">Which numbers are fitted.</param>
    public static Calibration Of(IReadOnlyList<ObservedPicture> held, CalibrationKind kind)
    {
        Calibration temperature = Temperature(held);
        return kind == CalibrationKind.Vector ? Vector(held, temperature.Temperature) : temperature;
    }

    /// <summary>Temperature scaling: T by the golden section on its logarithm, exact where every picture has one view.</summary>
    private static Calibration Temperature(IReadOnlyList<ObservedPicture> held)
    {
        double best;
        if (held.All(p => p.Views.Count == 1))
        {
            best = TemperatureScaling.Fit([.. held.Select(p => Array.ConvertAll(p.Views[0].Logits, z => (double)z))], [.. held.Select(p => p.Truth)]).Temperature;
        }
        else
        {
            best = Math.Exp(GoldenSection.Minimise(t => Loss(held, At(Math.Exp(t))), Math.Log(0.05), Math.Log(20), 1e-6));
        }

        return Told(At(best), held);
    }

    /// <summary>Vector scaling from a temperature: the most likely one under normal priors around that temperature, by L-BFGS.</summary>
    private static Calibration Vector(IReadOnlyList<ObservedPicture> held, double temperature)
    {
        int classes = held[0].Views[0].Logits.Length;
        double[] start = new double[2 * classes];
        Array.Fill(start, 1 / temperature, 0, classes);
        double[] found = Lbfgs.Minimise(start, (x, gradient) => VectorLoss(held, x, start, gradient), steps: 60);
        return Told(new Calibration { Temperature = 1, Scale = found[..classes], Offset = found[classes..] }, held);
    }

    private static double VectorLoss(IReadOnlyList<ObservedPicture> held, double[] x, double[] start, double[] gradient)
    {
        int classes = x.Length / 2;
        Array.Clear(gradient);
        double loss = 0;
        double[] z = new double[classes];
        foreach (ObservedPicture picture in held)
        {
            double[][] views = [.. picture.Views.Select(v =>
            {
                for (int k = 0; k < classes; k++)
                {
                    z[k] = (v.Logits[k] * x[k]) + x[classes + k];
                }

                return Softmax.Of(z);
            })];
            double right = Math.Max(views.Average(p => p[picture.Truth]), 1e-300);
            loss -= Math.Log(right);
            for (int v = 0; v < views.Length; v++)
            {
                // Of −log of the views' mean: each view counts by its share in what the truth got.
                double share = views[v][picture.Truth] / (views.Length * right);
                for (int k = 0; k < classes; k++)
                {
                    double slope = share * (views[v][k] - (k == picture.Truth ? 1 : 0)) / held.Count;
                    gradient[k] += slope * picture.Views[v].Logits[k];
                    gradient[classes + k] += slope;
                }
            }
        }

        loss /= held.Count;
        for (int i = 0; i < x.Length; i++)
        {
            double deviation = i < classes ? ScaleDeviation : OffsetDeviation;
            double pull = 1 / (deviation * deviation * held.Count);
            loss += pull / 2 * (x[i] - start[i]) * (x[i] - start[i]);
            gradient[i] += pull * (x[i] - start[i]);
        }

        return loss;
    }

    private static Calibration Told(Calibration calibration, IReadOnlyList<ObservedPicture> held) => calibration with
    {
        LogLossBefore = Loss(held, At(1)),
        LogLoss = Loss(held, calibration),
    };

    private static Calibration At(double temperature) => new() { Temperature = temperature };

    private static double Loss(IReadOnlyList<ObservedPicture> held, Calibration calibration) => held.Average(p => Loss(p, calibration));

    private static double Loss(ObservedPicture picture, Calibration calibration) => ProbabilityScores.LogLoss(
        Answerer.Mean([.. picture.Views.Select(v => calibration.Probabilities(v.Logits))]), picture.Truth);
}
