using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference;
using Honnan.Inference.HeatMaps;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;

namespace Honnan.Cli.Models;

/// <summary>An exported model, asked without the tensor library.</summary>
internal sealed class FileModel : IAskedModel
{
    private static readonly (string Name, CamMethod Method)[] Methods = [("gradcam", CamMethod.GradCam), ("eigencam", CamMethod.EigenCam), ("scorecam", CamMethod.ScoreCam)];

    private readonly string _file;
    private readonly CountryPredictor _predictor;

    /// <summary>Opens it.</summary>
    /// <param name="name">Its file, or a shipped model's name.</param>
    /// <param name="threads">Of one operation; 0 for one a core.</param>
    public FileModel(string name, int threads)
    {
        _file = ShippedModels.Resolve(name);
        _predictor = new CountryPredictor(new CountryPredictorOptions { Model = _file, Threads = threads });
    }

    public IReadOnlyList<CountryCode> Countries => _predictor.Countries;

    public AnswerRules Rules => _predictor.Model.Rules;

    public Answerer Answerer => _predictor.Answerer;

    public LoadingOptions Loading => _predictor.Model.Loading;

    public string Digest => ModelDigest.Of(_file);

    public long Parameters => _predictor.Parameters;

    public ModelOrigin Origin => new(_predictor.Model.Fold, _predictor.Model.HoldOut, _predictor.Model.Selection, _predictor.Model.Learned is { } text && LearnedDigests.TryParse(text) is { } learned ? learned.Contain : null);

    public ModelDescription Description => new()
    {
        Net = _predictor.Model.Net,
        Head = [],
        Countries = _predictor.Model.Countries,
        Loading = Loading,
        Fold = _predictor.Model.Fold,
        HoldOut = _predictor.Model.HoldOut,
        Selection = _predictor.Model.Selection,
    };

    /// <summary>Whether a model's name is that of an exported file or of a shipped model.</summary>
    public static bool IsNamed(string model) =>
        !Directory.Exists(model) && (model.EndsWith(ExportedModel.Extension, StringComparison.OrdinalIgnoreCase) || ShippedModels.Find(model) is not null);

    public IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop) =>
        _predictor.Answer(pictures, bytes, loading, stop);

    public IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, MapRequest request, LoadingOptions loading, CancellationToken stop) =>
        _predictor.AnswerWithMaps(pictures, bytes, request.Question?.Class, Method(request), loading, stop);

    public void Dispose() => _predictor.Dispose();

    private static CamMethod Method(MapRequest request)
    {
        MapOptions? options = request.Options;
        IEnumerable<(string Option, bool Asked)> ofRuns =
        [
            ("--layer", options?.Layer is not null), ("--smooth", options is { EigenSmooth: true } or { FlipSmooth: true }), ("--against", request.Question?.Against is not null), ("--measure", request.Measured),
        ];
        if (ofRuns.FirstOrDefault(o => o.Asked).Option is { } option)
        {
            throw new InputException($"{option} is for runs: an exported model has the maps of its last feature map alone");
        }

        string name = options?.Method.Name ?? Methods[0].Name;
        int found = Array.FindIndex(Methods, m => m.Name == name);
        return found >= 0 ? Methods[found].Method
            : throw new InputException($"an exported model has no {name} (it has: {string.Join(", ", Methods.Select(m => m.Name))}); its run's folder has it");
    }
}
