using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Gathers the probabilities of pictures that are seen in several views.</summary>
internal sealed class ProbabilitySums(int samples, int classes)
{
    private readonly double[][] _sums = [.. Enumerable.Range(0, samples).Select(_ => new double[classes])];
    private readonly int[] _views = new int[samples];

    /// <summary>Adds the softmax of logits [N,classes], a row for each entry of <paramref name="sampleOfRow"/>.</summary>
    public void Add(IReadOnlyList<int> sampleOfRow, Tensor logits)
    {
        using Tensor wide = logits.to_type(ScalarType.Float64);
        using Tensor probabilities = wide.softmax(1);
        double[] values = probabilities.data<double>().ToArray();
        for (int row = 0; row < sampleOfRow.Count; row++)
        {
            double[] sum = _sums[sampleOfRow[row]];
            for (int c = 0; c < classes; c++)
            {
                sum[c] += values[(row * classes) + c];
            }

            _views[sampleOfRow[row]]++;
        }
    }

    /// <summary>The mean over each sample's views.</summary>
    public double[][] Means() => [.. _sums.Select((sum, i) => Array.ConvertAll(sum, x => x / _views[i]))];
}
