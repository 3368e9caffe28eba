namespace Honnan.Learning.Fitting;

/// <summary>A smooth function's minimum by its gradient (Nocedal and Wright 2006, "Numerical Optimization", algorithms 7.4 and 3.1).</summary>
internal static class Lbfgs
{
    private const int Memory = 8;
    private const double SmallestGradient = 1e-7;
    private const double SufficientDecrease = 1e-4;

    /// <summary>Walks downhill from a start.</summary>
    /// <param name="start">Stays as it is.</param>
    /// <param name="function">Gives the value at its first argument and writes the gradient into the second.</param>
    /// <param name="steps">At most.</param>
    public static double[] Minimise(double[] start, Func<double[], double[], double> function, int steps)
    {
        double[] x = [.. start];
        double[] gradient = new double[x.Length];
        double value = function(x, gradient);
        var past = new LinkedList<(double[] Step, double[] Turn, double Rho)>();
        for (int step = 0; step < steps && Math.Sqrt(Dot(gradient, gradient)) > SmallestGradient; step++)
        {
            double[] direction = Direction(gradient, past);
            double slope = Dot(gradient, direction);
            double length = past.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(-slope)) : 1;
            double[] next = x;
            double[] nextGradient = new double[x.Length];
            double nextValue = double.PositiveInfinity;
            for (int halving = 0; halving < 30 && !(nextValue <= value + (SufficientDecrease * length * slope)); halving++, length /= 2)
            {
                next = [.. x.Zip(direction, (a, d) => a + (length * d))];
                nextValue = function(next, nextGradient);
            }

            if (!(nextValue < value))
            {
                break;
            }

            double[] moved = [.. next.Zip(x, (a, b) => a - b)];
            double[] turn = [.. nextGradient.Zip(gradient, (a, b) => a - b)];
            if (Dot(moved, turn) is > 1e-14 and var curvature)
            {
                past.AddFirst((moved, turn, 1 / curvature));
                if (past.Count > Memory)
                {
                    past.RemoveLast();
                }
            }

            (x, gradient, value) = (next, nextGradient, nextValue);
        }

        return x;
    }

    private static double[] Direction(double[] gradient, LinkedList<(double[] Step, double[] Turn, double Rho)> past)
    {
        double[] q = [.. gradient.Select(g => -g)];
        var shares = new List<double>();
        foreach ((double[] step, double[] turn, double rho) in past)
        {
            double share = rho * Dot(step, q);
            shares.Add(share);
            Add(q, -share, turn);
        }

        if (past.First is { } last)
        {
            double scale = 1 / (last.Value.Rho * Dot(last.Value.Turn, last.Value.Turn));
            q = Array.ConvertAll(q, v => v * scale);
        }

        foreach (((double[] step, double[] turn, double rho), double share) in past.Zip(shares).Reverse())
        {
            Add(q, share - (rho * Dot(turn, q)), step);
        }

        return q;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Add(double[] to, double factor, double[] vector)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += factor * vector[i];
        }
    }
}
