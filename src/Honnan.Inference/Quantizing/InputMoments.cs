using System.Numerics;

namespace Honnan.Inference.Quantizing;

/// <summary>
/// Mean and covariance of what a layer's sums are over, group by group, from some places of every picture.
/// Where the sums are over more numbers than <see cref="MostCovaried"/> the mean alone is kept: there the places are too few
/// for a covariance, which would take minutes and hundreds of megabytes.
/// </summary>
/// <param name="field">The layer's.</param>
internal sealed class InputMoments(IReceptiveField field)
{
    /// <summary>The longest sum of which the covariance is kept.</summary>
    public const int MostCovaried = 1200;

    private const int PlacesOfAPicture = 48;

    private readonly float[][]? _products = field.FanIn > MostCovaried ? null // of the upper triangle alone
        : [.. Enumerable.Range(0, field.Groups).Select(_ => new float[field.FanIn * field.FanIn])];

    private readonly double[][] _sums = [.. Enumerable.Range(0, field.Groups).Select(_ => new double[field.FanIn])];

    /// <summary>Places looked at so far.</summary>
    public int Places { get; private set; }

    /// <summary>Looks at some places, the same for every input of a size.</summary>
    /// <param name="input">Of one picture.</param>
    /// <param name="shape">The input's: of a convolution [1,C,H,W], of a linear layer [1,…,I].</param>
    public void Look(ReadOnlySpan<float> input, IReadOnlyList<long> shape)
    {
        long area = field.PlacesOf(shape);
        float[] seen = new float[field.FanIn];
        for (int i = 0; i < Math.Min(PlacesOfAPicture, area); i++)
        {
            // A prime's steps, so that the places lie in no column or row of their own.
            long place = area <= PlacesOfAPicture ? i : (i * area / PlacesOfAPicture + (i * 7919L)) % area;
            for (int g = 0; g < field.Groups; g++)
            {
                field.Patch(input, shape, g, place, seen);
                Add(g, seen);
            }

            Places++;
        }
    }

    /// <summary>The mean of every number that is summed over.</summary>
    public double[] Mean(int group) => Array.ConvertAll(_sums[group], s => s / Math.Max(Places, 1));

    /// <summary>The covariance [FanIn, FanIn], whole and symmetric; null where the mean alone is kept.</summary>
    public double[]? Covariance(int group)
    {
        if (_products is null)
        {
            return null;
        }

        int n = field.FanIn;
        double[] mean = Mean(group);
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = i; j < n; j++)
            {
                covariance[(i * n) + j] = covariance[(j * n) + i] = (_products[group][(i * n) + j] / (double)Math.Max(Places, 1)) - (mean[i] * mean[j]);
            }
        }

        return covariance;
    }

    private void Add(int group, ReadOnlySpan<float> seen)
    {
        int n = field.FanIn;
        for (int i = 0; i < n; i++)
        {
            float value = seen[i];
            if (value == 0)
            {
                continue; // behind a rectifier most are
            }

            _sums[group][i] += value;
            if (_products is null)
            {
                continue;
            }

            Span<float> line = _products[group].AsSpan(i * n, n);
            int j = i;
            for (; j + Vector<float>.Count <= n; j += Vector<float>.Count)
            {
                (new Vector<float>(line[j..]) + (new Vector<float>(seen[j..]) * value)).CopyTo(line[j..]);
            }

            for (; j < n; j++)
            {
                line[j] += seen[j] * value;
            }
        }
    }
}
