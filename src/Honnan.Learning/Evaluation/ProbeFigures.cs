using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Learning.Metrics;
using Honnan.Learning.Probes;

namespace Honnan.Learning.Evaluation;

/// <summary>What a model makes of pictures that are drawn or spoiled for the purpose: the document's key <c>probes</c>.</summary>
/// <param name="WithoutInformation">By kind of empty picture: what the model guesses without a reason.</param>
/// <param name="Strangers">How well strange pictures are told; empty where the model refuses none.</param>
public sealed record ProbeFigures(IReadOnlyList<EmptyGuess> WithoutInformation, IReadOnlyList<StrangerFigures> Strangers)
{
    private const int Seed = 2; // another one than in fitting
    private const int StrangeOfAKind = 12;
    private const int MostCorrupted = 84;

    /// <summary>Tries a model.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="set">Pictures by which it was judged; stays the caller's.</param>
    /// <param name="judged">What it said of them.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    public static ProbeFigures Of(IPictureModel model, JudgedSet set, IReadOnlyList<Prediction> judged, CancellationToken stop)
    {
        Data.Sources.PictureAddress[] real = [.. set.Pictures.Select(p => p.Address)];
        ILookup<string, Answer> empty = Ask(model, EmptyPictures.Draw(set.Bytes, real, Seed, stop), stop);
        var strangers = new List<StrangerFigures?>();
        if (model.Rules.Refusal is not null)
        {
            int step = Math.Max(1, real.Length / MostCorrupted);
            DrawnPictures corrupted = CorruptedPictures.Of(set.Bytes, real.Where((_, i) => i % step == 0).Take(MostCorrupted), Seed);
            strangers.Add(StrangerFigures.Of("drawn", [.. Ask(model, StrangePictures.Draw(StrangeOfAKind, Seed), stop).SelectMany(k => k)], judged));
            strangers.Add(StrangerFigures.Of("corrupted", [.. Ask(model, corrupted, stop).SelectMany(k => k)], judged));
        }

        return new ProbeFigures(
            [.. empty.Select(kind => EmptyGuess.Of(kind.Key, [.. kind], model.Countries))], [.. strangers.OfType<StrangerFigures>()]);
    }

    private static ILookup<string, Answer> Ask(IPictureModel model, DrawnPictures drawn, CancellationToken stop) =>
        drawn.Pictures.Zip(model.Predict(drawn.Pictures.Select(p => p.Address), drawn, model.Loading, stop)).ToLookup(pair => pair.First.Kind, pair => pair.Second.Answer!);
}
