using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining.Regions;
using Honnan.Learning.Loading;
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
    /// <summary>[pictures] the guess, by its place in the model's order; −1 where a picture cannot be read.</summary>
    /// <param name="pictures">What is asked.</param>
    /// <param name="covered">What is covered in a picture of a size: fractions of the whole picture.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    public int[] Guesses(IReadOnlyList<PictureAddress> pictures, Func<PictureSize, IReadOnlyList<FrameRectangle>> covered, CancellationToken stop)
    {
        using var gradients = no_grad();
        PictureHeaders headers = PictureHeaders.Read(bytes, [.. pictures]);
        var outputs = new List<ViewOutput>?[headers.Samples.Count];
        var loader = new BatchLoader(bytes, headers.Samples, model.Loading, tolerant: true);
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(headers.Samples, model.Loading, ViewProbabilities.BatchSize), stop))
        {
            using (batch)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor views = PictureTensor.From(batch);
                for (int row = 0; row < batch.Count; row++)
                {
                    PictureSize size = headers.Samples[batch.Views[row].Sample].Size;
                    RegionCover.Fill(views[row], covered(size), ViewPreparer.Box(size, batch.Views[row], model.Loading), size);
                }

                float[][] logits = ViewOutputs.Rows(model.Net.forward(views));
                for (int row = 0; row < batch.Count; row++)
                {
                    if (batch.Unreadable[row] is null)
                    {
                        (outputs[batch.Views[row].Sample] ??= []).Add(new ViewOutput(logits[row], []));
                    }
                }
            }
        }

        int[] guesses = new int[pictures.Count];
        Array.Fill(guesses, -1);
        for (int s = 0; s < outputs.Length; s++)
        {
            guesses[headers.Places[s]] = outputs[s] is { } seen ? Ranking.Largest(Answerer.Plain.Of(seen).Probabilities) : -1;
        }

        return guesses;
    }
}
