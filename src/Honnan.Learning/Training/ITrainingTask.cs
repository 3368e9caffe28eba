using Honnan.Learning.Models;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>What a run learns from: pictures through the whole net, or kept features through the head alone.</summary>
internal interface ITrainingTask
{
    /// <summary>Pictures to learn from.</summary>
    int TrainingPictures { get; }

    /// <summary>Pictures to validate with.</summary>
    int ValidationPictures { get; }

    /// <summary>Batches of an epoch, from 0.</summary>
    int BatchesOf(int epoch);

    /// <summary>An epoch's batches from the given one on; caller disposes each.</summary>
    IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop);

    /// <summary>A batch's inputs → logits [N,countries] float32, and the way back; caller disposes.</summary>
    ForwardPass Forward(Tensor inputs);

    /// <summary>What the net makes of the validation pictures, in their order.</summary>
    IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop);

    /// <summary>Makes the net ready for pictures as they come, until what is given back is disposed; null where it always is.</summary>
    IDisposable? Prepare();

    /// <summary>Which pictures a batch holds, for a message.</summary>
    string Describe(LabelledBatch batch);
}
