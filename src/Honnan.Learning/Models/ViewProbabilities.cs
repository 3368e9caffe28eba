using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Loading;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Runs a net over pictures: one result a picture, a panorama's windows averaged.</summary>
public static class ViewProbabilities
{
    /// <summary>Windows of a step: enough to keep two cores busy, few enough for the caches.</summary>
    public const int BatchSize = 8;

    /// <summary>The probabilities of every sample, in their order: [countries] each, the mean over its windows.</summary>
    /// <param name="net">In evaluation mode.</param>
    /// <param name="bytes">Where the pictures are.</param>
    /// <param name="samples">What is asked.</param>
    /// <param name="loading">How pictures are prepared.</param>
    /// <param name="done">Called with the number of views done so far.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    public static double[][] Of(
        Net net, IPictureBytes bytes, IReadOnlyList<Sample> samples, LoadingOptions loading, Action<int>? done, CancellationToken stop)
    {
        using var gradients = no_grad();
        var sums = new ProbabilitySums(samples.Count, net.Head.Classes);
        var loader = new BatchLoader(bytes, samples, loading);
        int views = 0;
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(samples, loading, BatchSize), stop))
        {
            using (batch)
            {
                using Tensor pictures = PictureTensor.From(batch);
                using Tensor logits = net.forward(pictures);
                sums.Add([.. batch.Views.Select(v => v.Sample)], logits);
                views += batch.Count;
                done?.Invoke(views);
            }
        }

        return sums.Means();
    }
}
