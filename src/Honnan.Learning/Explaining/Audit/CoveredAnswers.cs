using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining.Regions;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Audit;

/// <summary>What a model says of pictures of which parts are covered.</summary>
/// <param name="model">Stays the caller's.</param>
/// <param name="bytes">Where the pictures are.</param>
internal sealed class CoveredAnswers(TrainedModel model, IPictureBytes bytes)
{
    /// <summary>[pictures] the probabilities in the model's order; null where a picture cannot be read.</summary>
    /// <param name="pictures">What is asked.</param>
    /// <param name="covered">What is covered in a picture of a size: fractions of the whole picture.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    public double[]?[] Probabilities(IReadOnlyList<PictureAddress> pictures, Func<PictureSize, IReadOnlyList<FrameRectangle>> covered, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, [.. pictures]);
        void Cover(PictureBatch batch, Tensor views)
        {
            using DisposeScope scope = NewDisposeScope();
            for (int row = 0; row < batch.Count; row++)
            {
                PictureSize size = headers.Samples[batch.Views[row].Sample].Size;
                RegionCover.Fill(views[row], covered(size), ViewPreparer.Box(size, batch.Views[row], model.Loading), size);
            }
        }

        IReadOnlyList<ViewOutput>?[] outputs = ViewOutputs.Of(model.Net, bytes, headers.Samples, model.Loading, features: false, (_, _) => { }, stop, change: Cover);
        double[]?[] answers = new double[]?[pictures.Count];
        for (int s = 0; s < outputs.Length; s++)
        {
            answers[headers.Places[s]] = outputs[s] is { } seen ? Answerer.Plain.Of(seen).Probabilities : null;
        }

        return answers;
    }

    /// <summary>Whether an answer of <see cref="Probabilities"/> is the right one; one that is missing is not.</summary>
    public static bool IsRight(double[]? answer, int truth) => answer is not null && Ranking.Largest(answer) == truth;
}
