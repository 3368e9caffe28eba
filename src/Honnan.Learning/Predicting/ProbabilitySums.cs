using static TorchSharp.torch;

namespace Honnan.Learning.Predicting;

/// <summary>Gathers the probabilities of pictures that are seen in several views.</summary>
internal sealed class ProbabilitySums(int samples, int classes)
{
    private readonly double[][] _sums = [.. Enumerable.Range(0, samples).Select(_ => new double[classes])];
    private readonly int[] _views = new int[samples];

    /// <summary>Adds the softmax of logits [N,classes], a row for each entry of <paramref name="sampleOfRow"/>.</summary>
    /// <param name="sampleOfRow">[N].</param>
    /// <param name="logits">[N,classes]; stays the caller's.</param>
    /// <param name="unreadable">[N]: rows with an entry are left out; null where all count.</param>
    public void Add(IReadOnlyList<int> sampleOfRow, Tensor logits, IReadOnlyList<string?>? unreadable = null)
    {
        using Tensor here = logits.cpu();
        using Tensor wide = here.to_type(ScalarType.Float64);
        using Tensor probabilities = wide.softmax(1);
        double[] values = probabilities.data<double>().ToArray();
        for (int row = 0; row < sampleOfRow.Count; row++)
        {
            if (unreadable?[row] is not null)
            {
                continue;
            }

            double[] sum = _sums[sampleOfRow[row]];
            for (int c = 0; c < classes; c++)
            {
                sum[c] += values[(row * classes) + c];
            }

            _views[sampleOfRow[row]]++;
        }
    }

    /// <summary>The mean over each sample's views; null where there was none.</summary>
    public double[]?[] Means() => [.. _sums.Select((sum, i) => _views[i] == 0 ? null : Array.ConvertAll(sum, x => x / _views[i]))];
}
