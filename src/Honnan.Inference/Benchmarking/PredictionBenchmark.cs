using System.Diagnostics;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Benchmarking;
using Honnan.Data.Curation;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference.Files;
using Honnan.Inference.Sessions;

namespace Honnan.Inference.Benchmarking;

/// <summary>Measures how fast an exported model answers a selection's pictures from their files, beside the two parts that take its time, each alone and on all cores.</summary>
public sealed class PredictionBenchmark : IDisposable
{
    private const int CountriesNamed = 5;
    private const int StepsOfTrial = 3;

    private readonly Selection _selection;
    private readonly CountryPredictor _predictor;
    private readonly OnnxSession _net;
    private readonly Dictionary<PictureSize, int> _fastest = [];

    /// <summary>Loads the model.</summary>
    /// <param name="model">Its file, or a shipped model's name.</param>
    /// <param name="selection">The pictures.</param>
    /// <exception cref="InputException">There is no such model.</exception>
    public PredictionBenchmark(string model, Selection selection)
    {
        _selection = selection;
        _predictor = new CountryPredictor(new CountryPredictorOptions { Model = model });
        _net = new OnnxSession(OnnxModelFile.Open(ShippedModels.Resolve(model)), threads: 0);
    }

    /// <summary>Shorter side of the views that the model sees, in pixels.</summary>
    public int ShortSide => _predictor.Model.Loading.ShortSide;

    /// <summary>One pass over all pictures: answering them, decoding them at the scale that the model needs, and the net on as many views.</summary>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">A picture cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<DataPass> Pass(CancellationToken stop) =>
        [Predict(stop), .. new DataBenchmark(_selection, ShortSide).Pass(DataStage.Decode, stop), Net(stop)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _predictor.Dispose();
        _net.Dispose();
    }

    private DataPass Predict(CancellationToken stop)
    {
        using PictureStore store = _selection.OpenPictures();
        long begun = Stopwatch.GetTimestamp();
        foreach (PictureAnswer answer in _predictor.Answer(_selection.Pictures.Select(p => p.Address), store, stop: stop))
        {
            Answer said = answer.Answer ?? throw new InputException($"{answer.Address.File}: {answer.Error}");
            TextWriter.Null.WriteLine(PredictionLine.Of(answer.Address.File, said, _predictor.Countries, CountriesNamed, hungarian: false).ToJson());
        }

        return new DataPass("predict", _selection.Pictures.Count, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    // As many views of each size as the pictures have, in the number a batch that is fastest, as the predictor chooses it too.
    private DataPass Net(CancellationToken stop)
    {
        LoadingOptions loading = _predictor.Model.Loading;
        var preparer = new ViewPreparer(loading);
        double seconds = 0;
        foreach (IGrouping<PictureSize, PictureSize> pictures in _selection.Pictures.Select(p => p.Size).GroupBy(preparer.ViewSize))
        {
            int views = pictures.Sum(size => EvaluationPlan.Views(0, size, loading.Windows, mirrored: false).Count);
            if (!_fastest.TryGetValue(pictures.Key, out int fastest))
            {
                _fastest[pictures.Key] = fastest = BatchSizes.Candidates.MinBy(batch => Seconds(pictures.Key, batch, StepsOfTrial, stop) / batch);
            }

            seconds += Seconds(pictures.Key, fastest, Math.Max(1, views / fastest), stop) / fastest * views;
        }

        return new DataPass("net", _selection.Pictures.Count, seconds);
    }

    // Of a pass, on average.
    private double Seconds(PictureSize size, int batch, int steps, CancellationToken stop) =>
        OnnxBenchmark.Run(_net, size, batch, steps, stop).Average();
}
