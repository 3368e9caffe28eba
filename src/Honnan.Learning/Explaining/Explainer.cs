using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>Asks a model about any number of pictures and for the reasons, in memory for a part of them at a time.</summary>
/// <param name="model">Stays the caller's.</param>
/// <param name="bytes">Where pictures' bytes come from.</param>
/// <param name="loading">How pictures are prepared, if not as the model says.</param>
public sealed class Explainer(TrainedModel model, IPictureBytes bytes, LoadingOptions? loading = null)
{
    private const int PicturesAtATime = 64;

    private readonly LoadingOptions _loading = loading ?? model.Loading;

    /// <summary>The explanations by Grad-CAM, in the pictures' order.</summary>
    /// <param name="pictures">What is asked.</param>
    /// <param name="country">The country to explain, by its place in the model's order; null for each picture's guess.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, int? country, CancellationToken stop) =>
        pictures.Chunk(PicturesAtATime).SelectMany(part => Part(part, country, stop));

    private Explanation[] Part(PictureAddress[] addresses, int? country, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, addresses);
        Explanation[] results = [.. addresses.Select((address, i) =>
            new Explanation(new PictureAnswer { Address = address, Error = headers.Errors[i] }, -1, []))];
        var loader = new BatchLoader(bytes, headers.Samples, _loading, tolerant: true);

        // A panorama's windows must lie in one batch: which country they are to explain depends on all of them.
        int batchSize = Math.Max(ViewProbabilities.BatchSize, _loading.Windows);
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(headers.Samples, _loading, batchSize), stop))
        {
            using (batch)
            {
                foreach ((int sample, Explanation explanation) in Batch(batch, country))
                {
                    int place = headers.Places[sample];
                    results[place] = explanation with
                    {
                        Answer = explanation.Answer with { Address = addresses[place], Size = headers.Samples[sample].Size },
                    };
                }
            }
        }

        return results;
    }

    private IEnumerable<(int Sample, Explanation Explanation)> Batch(PictureBatch batch, int? country)
    {
        using Tensor pictures = PictureTensor.From(batch);
        double[][] answers = [];
        int[][] rowsOf = [.. Enumerable.Range(0, batch.Count).GroupBy(row => batch.Views[row].Sample).Select(rows => rows.ToArray())];
        IReadOnlyList<(HeatMap Coarse, float[] Logits)> maps = GradCam.Explain(model.Net, pictures, logits =>
        {
            answers = Array.ConvertAll(rowsOf, rows => Mean(rows, logits));
            int[] classes = new int[batch.Count];
            for (int i = 0; i < rowsOf.Length; i++)
            {
                int chosen = country ?? Ranking.Largest(answers[i]);
                Array.ForEach(rowsOf[i], row => classes[row] = chosen);
            }

            return classes;
        });
        return rowsOf.Select((rows, i) => (batch.Views[rows[0]].Sample, Of(batch, rows, answers[i], country, maps)));
    }

    private Explanation Of(
        PictureBatch batch, int[] rows, double[] probabilities, int? country, IReadOnlyList<(HeatMap Coarse, float[] Logits)> maps) =>
        batch.Unreadable[rows[0]] is { } reason
            ? new Explanation(new PictureAnswer { Address = default, Error = reason }, -1, [])
            : new Explanation(
                new PictureAnswer { Address = default, Probabilities = probabilities },
                country ?? Ranking.Largest(probabilities),
                [.. rows.Select(row => new ViewMap(batch.Views[row], maps[row].Coarse))])
            { Loading = _loading };

    private static double[] Mean(int[] rows, float[][] logits)
    {
        double[] mean = new double[logits[0].Length];
        foreach (int row in rows)
        {
            double[] probabilities = Softmax.Of(logits[row]);
            for (int c = 0; c < mean.Length; c++)
            {
                mean[c] += probabilities[c] / rows.Length;
            }
        }

        return mean;
    }
}
