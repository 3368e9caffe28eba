using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Ranks;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// The running statistics of batch normalisations that each rank takes from its own pictures: averaged over the ranks after
/// every step, so that all ranks go on with the same net.
/// </summary>
/// <param name="net">Stays the caller's.</param>
/// <param name="ranks">All of them.</param>
internal sealed class LocalStatistics(Net net, IRanks ranks)
{
    /// <summary>Chooses whose pictures the statistics are taken from.</summary>
    /// <param name="net">Whose normalisations.</param>
    /// <param name="ranks">All of these ranks'; null for the process's own.</param>
    public static void Synchronise(Net net, IRanks? ranks)
    {
        foreach (BatchNorm norm in net.modules().OfType<BatchNorm>())
        {
            norm.Ranks = ranks;
        }
    }

    /// <summary>Ends a step.</summary>
    public void Average()
    {
        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor[] learning = [.. net.modules().OfType<BatchNorm>().Where(n => n.training).SelectMany(n => (Tensor[])[n.RunningMean, n.RunningVariance])];
        if (learning.Length == 0)
        {
            return;
        }

        double[] all = [.. learning.SelectMany(NormBatch.Numbers)];
        ranks.Sum(all);
        Tensor means = tensor([.. all.Select(sum => sum / ranks.Count)]);
        long offset = 0;
        foreach (Tensor own in learning)
        {
            own.copy_(means.narrow(0, offset, own.numel()));
            offset += own.numel();
        }
    }
}
