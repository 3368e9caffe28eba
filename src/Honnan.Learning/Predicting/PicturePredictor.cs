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

    /// <summary>
    /// Gives the features of a picture's views, [views · features], so that only the head is run; null for a picture whose features
    /// are to be computed. By default every picture's are.
    /// </summary>
    public Func<PictureAddress, float[]?> Kept { get; init; } = _ => null;

    /// <summary>The answers, in the pictures' order. A picture that cannot be read has an error in its answer.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, CancellationToken stop) =>
        pictures.Chunk(PicturesAtATime).SelectMany(part => Answer(part, stop));

    private PictureAnswer[] Answer(PictureAddress[] addresses, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, addresses);
        string?[] errors = [.. headers.Errors];
        float[]?[] kept = [.. headers.Samples.Select(s => Kept(s.Address))];
        int[] missing = [.. Enumerable.Range(0, kept.Length).Where(s => kept[s] is null)];
        bool features = model.Answerer.NeedsFeatures;
        IReadOnlyList<ViewOutput>?[] computed = ViewOutputs.Of(
            model.Net, bytes, [.. missing.Select(s => headers.Samples[s])], loading ?? model.Loading, features, (m, reason) => errors[headers.Places[missing[m]]] = reason, stop);
        IReadOnlyList<ViewOutput>?[] outputs = [.. kept.Select(rows => rows is null ? null : ViewOutputs.OfFeatures(model.Net, rows, features))];
        foreach ((int m, int s) in missing.Index())
        {
            outputs[s] = computed[m];
        }

        PictureAnswer[] answers = [.. addresses.Select((address, i) => new PictureAnswer { Address = address, Error = errors[i] })];
        for (int s = 0; s < headers.Samples.Count; s++)
        {
            int i = headers.Places[s];
            answers[i] = answers[i] with { Error = errors[i], Size = headers.Samples[s].Size, Answer = errors[i] is null ? model.Answerer.Of(outputs[s]!) : null };
        }

        return answers;
    }
}
