using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference;

namespace Honnan.Cli.Models;

/// <summary>An exported model, asked without the tensor library.</summary>
internal sealed class FileModel(string file, int threads) : IAskedModel
{
    private const string Extension = ".onnx";

    private readonly CountryPredictor _predictor = new(new CountryPredictorOptions { Model = file, Threads = threads });

    public IReadOnlyList<CountryCode> Countries => _predictor.Countries;

    public Answerer Answerer => _predictor.Answerer;

    public LoadingOptions Loading => _predictor.Model.Loading;

    /// <summary>Whether a model's name is that of an exported file.</summary>
    public static bool IsNamed(string model) => model.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(model);

    public IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop) =>
        _predictor.Answer(pictures, bytes, loading, stop);

    public IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, int? country, LoadingOptions loading, CancellationToken stop) =>
        _predictor.Explain(pictures, bytes, country, loading: loading, stop: stop);

    public void Dispose() => _predictor.Dispose();
}
