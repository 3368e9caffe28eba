using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Models;

namespace Honnan.Learning.Predicting;

/// <summary>Asks a model about any number of pictures, in memory for a part of them at a time.</summary>
/// <param name="model">Stays the caller's.</param>
/// <param name="bytes">Where pictures' bytes come from.</param>
/// <param name="loading">How pictures are prepared, if not as the model says.</param>
public sealed class PicturePredictor(TrainedModel model, IPictureBytes bytes, LoadingOptions? loading = null)
{
    private const int PicturesAtATime = 256;

    /// <summary>The answers, in the pictures' order. A picture that cannot be read has an error in its answer.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, CancellationToken stop) =>
        pictures.Chunk(PicturesAtATime).SelectMany(part => Answer(part, stop));

    private PictureAnswer[] Answer(PictureAddress[] addresses, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, addresses);
        string?[] errors = [.. headers.Errors];
        double[]?[] probabilities = ViewProbabilities.Of(
            model.Net, bytes, headers.Samples, loading ?? model.Loading, (sample, reason) => errors[headers.Places[sample]] = reason, stop);
        PictureAnswer[] answers = [.. addresses.Select((address, i) => new PictureAnswer { Address = address, Error = errors[i] })];
        for (int s = 0; s < headers.Samples.Count; s++)
        {
            int i = headers.Places[s];
            answers[i] = answers[i] with { Size = headers.Samples[s].Size, Probabilities = errors[i] is null ? probabilities[s] : null };
        }

        return answers;
    }
}
