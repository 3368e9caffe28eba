using System.Diagnostics;
using Honnan.Data.Curation;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Loading;
using static TorchSharp.torch;

namespace Honnan.Learning.Benchmarking;

/// <summary>Times a net's steps on a selection's pictures as they come from the loader: whether a step ever waits for them.</summary>
/// <param name="selection">The pictures.</param>
/// <param name="shortSide">Of the views, in pixels.</param>
/// <param name="net">The net, its batch, mode, precision and number of steps; its size is not looked at.</param>
public sealed class EndToEndBenchmark(Selection selection, int shortSide, NetBenchmark net)
{
    private const int WarmUp = 2;

    /// <summary>Trains or infers for the steps that <c>net</c> names, or for one epoch where that has fewer.</summary>
    /// <param name="stop">Ends it.</param>
    /// <returns>Pictures of the timed steps, the seconds that passed, and those that the steps themselves took.</returns>
    public (int Pictures, double Seconds, double StepSeconds) Run(CancellationToken stop)
    {
        using PictureStore store = selection.OpenPictures();
        var options = new LoadingOptions { ShortSide = shortSide };
        Sample[] samples = [.. selection.Pictures.Select(p => new Sample(p.Address, p.Size, selection.ClassOf(p.Country)))];
        var plan = TrainingPlan.Create(samples, options, net.Batch, seed: 1, epoch: 0).Take(WarmUp + net.Steps);
        return net.WithStep(selection.Vocabulary.Count, step =>
        {
            (int pictures, double steps, int i) = (0, 0, 0);
            long begin = Stopwatch.GetTimestamp();
            foreach (PictureBatch batch in new BatchLoader(store, samples, options).Load(plan, stop))
            {
                using (batch)
                using (NewDisposeScope())
                {
                    // Making tensors of what was loaded belongs to loading, not to the step.
                    (Tensor inputs, Tensor labels) = (PictureTensor.From(batch), tensor(batch.Labels));
                    long begun = Stopwatch.GetTimestamp();
                    step(inputs, labels);
                    if (i >= WarmUp)
                    {
                        steps += Stopwatch.GetElapsedTime(begun).TotalSeconds;
                        pictures += batch.Count;
                    }
                }

                begin = ++i == WarmUp ? Stopwatch.GetTimestamp() : begin;
            }

            return i > WarmUp
                ? (pictures, Stopwatch.GetElapsedTime(begin).TotalSeconds, steps)
                : throw new Honnan.Data.InputException($"the selection's {samples.Length} pictures make {i} batches of {net.Batch}, and more than {WarmUp} are needed");
        });
    }
}
