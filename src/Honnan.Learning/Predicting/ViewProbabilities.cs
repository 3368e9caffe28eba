using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Models;

namespace Honnan.Learning.Predicting;

/// <summary>Runs a net over pictures: one result a picture, a panorama's windows averaged, no rule applied.</summary>
public static class ViewProbabilities
{
    /// <summary>Windows of a step: enough to keep two cores busy, few enough for the caches.</summary>
    public const int BatchSize = 8;

    /// <summary>The probabilities of every sample, in their order: [countries] each, the mean over its windows.</summary>
    /// <param name="net">In evaluation mode.</param>
    /// <param name="bytes">Where the pictures are.</param>
    /// <param name="samples">What is asked.</param>
    /// <param name="loading">How pictures are prepared.</param>
    /// <param name="unreadable">
    /// Called with the sample and the reason for a picture that cannot be read, whose result is then null; without it such
    /// a picture throws.
    /// </param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <exception cref="Honnan.Data.InputException">A picture cannot be read, and <paramref name="unreadable"/> is null.</exception>
    public static double[]?[] Of(
        Net net, IPictureBytes bytes, IReadOnlyList<Sample> samples, LoadingOptions loading, Action<int, string>? unreadable, CancellationToken stop)
    {
        IReadOnlyList<ViewOutput>?[] outputs = ViewOutputs.Of(net, bytes, samples, loading, features: false, unreadable, stop);
        return [.. outputs.Select(views => views is null ? null : Answerer.Plain.Of(views).Probabilities)];
    }
}
