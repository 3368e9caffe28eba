using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Models;

/// <summary>A run's result, asked by the tensor library.</summary>
internal sealed class RunModel : IAskedModel
{
    private readonly TrainedModel _model;

    /// <summary>Reads it.</summary>
    /// <exception cref="Data.InputException">There is no finished run, or its files are damaged.</exception>
    public RunModel(string folder, Precision precision, string device, int threads)
    {
        TorchRuntime.Start(threads);
        _model = TrainedModel.Open(folder, precision, device);
    }

    public IReadOnlyList<CountryCode> Countries => _model.Countries;

    public Answerer Answerer => _model.Answerer;

    public LoadingOptions Loading => _model.Loading;

    public IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop) =>
        new PicturePredictor(_model, bytes, loading).Predict(pictures, stop);

    public IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, int? country, LoadingOptions loading, CancellationToken stop) =>
        new Explainer(_model, bytes, loading).Explain(pictures, country is { } c ? new ClassQuestion(c) : null, stop);

    public void Dispose() => _model.Dispose();
}
