using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using static TorchSharp.torch;

namespace Honnan.Learning.Predicting;

/// <summary>Runs a net over pictures and gives what it makes of every view.</summary>
public static class ViewOutputs
{
    /// <summary>Windows of a step: enough to keep two cores busy, few enough for the caches.</summary>
    public const int BatchSize = 8;

    /// <summary>The outputs of every sample's views, in the order of <see cref="EvaluationPlan.Views"/>.</summary>
    /// <param name="net">In evaluation mode.</param>
    /// <param name="bytes">Where the pictures are.</param>
    /// <param name="samples">What is asked.</param>
    /// <param name="loading">How pictures are prepared.</param>
    /// <param name="features">Whether the features are wanted beside the logits.</param>
    /// <param name="unreadable">
    /// Called with the sample and the reason for a picture that cannot be read, which then has no outputs; without it such a
    /// picture throws.
    /// </param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <param name="mirrored">Whether each view is followed by its mirror image; only where the loading flips.</param>
    /// <param name="change">Changes a batch's pictures [N,3,H,W] before the net sees them; null for nothing.</param>
    /// <exception cref="Honnan.Data.InputException">A picture cannot be read, and <paramref name="unreadable"/> is null.</exception>
    public static IReadOnlyList<ViewOutput>?[] Of(
        Net net, IPictureBytes bytes, IReadOnlyList<Sample> samples, LoadingOptions loading, bool features, Action<int, string>? unreadable, CancellationToken stop,
        bool mirrored = false, Action<PictureBatch, Tensor>? change = null)
    {
        using var gradients = no_grad();
        var outputs = new List<ViewOutput>?[samples.Count];
        var loader = new BatchLoader(bytes, samples, loading, tolerant: unreadable is not null);
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(samples, loading, BatchSize, mirrored), stop))
        {
            using (batch)
            {
                using Tensor pictures = PictureTensor.From(batch);
                change?.Invoke(batch, pictures);
                using Tensor pooled = net.Features(pictures);
                using Tensor logits = net.Head.forward(pooled);
                float[][] logitRows = Rows(logits);
                float[][] featureRows = features ? Rows(pooled) : [];
                for (int row = 0; row < batch.Count; row++)
                {
                    int sample = batch.Views[row].Sample;
                    if (batch.Unreadable[row] is { } reason)
                    {
                        unreadable!(sample, reason);
                    }
                    else
                    {
                        (outputs[sample] ??= []).Add(new ViewOutput(logitRows[row], features ? featureRows[row] : []));
                    }
                }
            }
        }

        return outputs;
    }

    /// <summary>The outputs of views whose pooled features are there already.</summary>
    /// <param name="net">In evaluation mode; its head is run.</param>
    /// <param name="rows">[views · channels].</param>
    /// <param name="features">Whether the features are wanted beside the logits.</param>
    internal static IReadOnlyList<ViewOutput> OfFeatures(Net net, float[] rows, bool features)
    {
        using var gradients = no_grad();
        int channels = net.Pooling.Channels;
        using Tensor here = tensor(rows, [rows.Length / channels, channels]);
        using Tensor pooled = here.to(net.Device);
        using Tensor logits = net.Head.forward(pooled);
        return [.. Rows(logits).Select((z, i) => new ViewOutput(z, features ? rows[(i * channels)..((i + 1) * channels)] : []))];
    }

    /// <summary>[N,C] float32 → its rows.</summary>
    internal static float[][] Rows(Tensor matrix)
    {
        using Tensor here = matrix.cpu();
        using Tensor plain = here.contiguous();
        float[] values = plain.data<float>().ToArray();
        int columns = (int)matrix.shape[1];
        return [.. Enumerable.Range(0, (int)matrix.shape[0]).Select(row => values[(row * columns)..((row + 1) * columns)])];
    }
}
