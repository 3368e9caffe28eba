using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining.Faithfulness;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>Asks a model about any number of pictures and for the reasons, in memory for a part of them at a time.</summary>
/// <param name="model">Stays the caller's.</param>
/// <param name="bytes">Where pictures' bytes come from.</param>
/// <param name="loading">How pictures are prepared, if not as the model says.</param>
/// <param name="options">How maps are made; null for Grad-CAM at the end of the last stage.</param>
/// <exception cref="Honnan.Data.InputException">The model's net has no such layer, or an option does nothing for the method.</exception>
public sealed class Explainer(TrainedModel model, IPictureBytes bytes, LoadingOptions? loading = null, MapOptions? options = null)
{
    private const int PicturesAtATime = 64;
    private static readonly int[] FewPercentiles = [50, 80];
    private const int Seed = 1; // the same for every picture: figures must not depend on which others are explained

    private readonly LoadingOptions _loading = loading ?? model.Loading;
    private readonly HeatMapper _mapper = new(model.Net, options);

    /// <summary>What is measured of each map; default nothing.</summary>
    public MapMeasures Measures { get; init; }

    /// <summary>The explanations, in the pictures' order, with the answers that <see cref="PicturePredictor"/> gives.</summary>
    /// <param name="pictures">Whose answers are explained.</param>
    /// <param name="question">What is asked of every picture; null for what speaks for its guess.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, ClassQuestion? question, CancellationToken stop) =>
        pictures.Chunk(PicturesAtATime).SelectMany(part => Part(part, question, stop));

    private Explanation[] Part(PictureAddress[] addresses, ClassQuestion? question, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, addresses);
        Explanation[] results = [.. addresses.Select((address, i) =>
            new Explanation(new PictureAnswer { Address = address, Error = headers.Errors[i] }, -1, []))];
        var loader = new BatchLoader(bytes, headers.Samples, _loading, tolerant: true);

        // A panorama's windows must lie in one batch: which country they are to explain depends on all of them.
        int batchSize = Math.Max(ViewOutputs.BatchSize, _loading.Windows);
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(headers.Samples, _loading, batchSize), stop))
        {
            using (batch)
            {
                foreach ((int sample, Explanation explanation) in Batch(batch, question))
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

    private IEnumerable<(int Sample, Explanation Explanation)> Batch(PictureBatch batch, ClassQuestion? question)
    {
        using Tensor pictures = PictureTensor.From(batch);
        int[][] rowsOf = [.. Enumerable.Range(0, batch.Count).GroupBy(row => batch.Views[row].Sample).Select(rows => rows.ToArray())];
        IReadOnlyList<ClassMap> maps = _mapper.Explain(pictures, logits =>
        {
            ClassQuestion[] questions = new ClassQuestion[batch.Count];
            foreach (int[] rows in rowsOf)
            {
                ClassQuestion asked = question ?? new ClassQuestion(Ranking.Largest(Answerer.Mean([.. rows.Select(row => model.Answerer.Probabilities(logits[row]))])));
                Array.ForEach(rows, row => questions[row] = asked);
            }

            return questions;
        });
        return [.. rowsOf.Select(rows => (batch.Views[rows[0]].Sample, Measured(pictures, rows, maps, Of(batch, rows, question, maps))))];
    }

    private Explanation Measured(Tensor pictures, int[] rows, IReadOnlyList<ClassMap> maps, Explanation explanation)
    {
        if (Measures == MapMeasures.None || explanation.Views.Count == 0)
        {
            return explanation;
        }

        SeenPicture[] seen = [.. rows.Select(row => SeenPicture.Of(pictures, row, maps[row].Coarse))];
        var road = new Road(new ClassProbability(model.Net, explanation.Class));
        return explanation with
        {
            Faithfulness = !Measures.HasFlag(MapMeasures.Faithfulness) ? null
                : FaithfulnessFigures.Mean([.. seen.Select(picture => FaithfulnessMeasure.Of(model.Net, picture, explanation.Class, Seed))]),
            Road = !Measures.HasFlag(MapMeasures.Road) ? null
                : seen.Average(picture => road.Combined(picture, FewPercentiles, new Random(Seed))),
            Stability = !Measures.HasFlag(MapMeasures.Stability) ? null
                : rows.Average(row => MapStability.Of(_mapper, pictures, row, maps[row].Coarse, new ClassQuestion(explanation.Class))),
        };
    }

    private Explanation Of(PictureBatch batch, int[] rows, ClassQuestion? question, IReadOnlyList<ClassMap> maps)
    {
        if (batch.Unreadable[rows[0]] is { } reason)
        {
            return new Explanation(new PictureAnswer { Address = default, Error = reason }, -1, []);
        }

        Answer said = model.Answerer.Of([.. rows.Select(row => new ViewOutput(maps[row].Logits, maps[row].Pooled))]);
        return new Explanation(
            new PictureAnswer { Address = default, Answer = said },
            question?.Class ?? Ranking.Largest(said.Probabilities),
            [.. rows.Select(row => new ViewMap(batch.Views[row], maps[row].Coarse) { PeakFeatures = maps[row].PeakFeatures })])
        {
            Loading = _loading,
        };
    }
}
