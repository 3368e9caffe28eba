using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining;
using Honnan.Learning.Features;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Models;

/// <summary>A run's result, asked by the tensor library.</summary>
internal sealed class RunModel : IAskedModel
{
    private readonly string _folder;
    private Func<PictureAddress, float[]?> _kept = _ => null;

    /// <summary>Reads it.</summary>
    /// <exception cref="Data.InputException">There is no finished run, or its files are damaged.</exception>
    public RunModel(string folder, Precision precision, string device, int threads)
    {
        TorchRuntime.Start(threads);
        (_folder, Trained) = (folder, TrainedModel.Open(folder, precision, device));
    }

    /// <summary>Tells what a command wants that takes runs alone, before the tensor library says that there is no such folder.</summary>
    /// <param name="model">What the user named.</param>
    /// <param name="why">Why no other model will do, as a clause.</param>
    /// <exception cref="Data.InputException">It is no folder.</exception>
    public static void ThrowIfNoFolder(string model, string why)
    {
        if (!Directory.Exists(model))
        {
            throw new Data.InputException($"{(FileModel.IsNamed(model) ? $"'{model}' is an exported model" : $"no run '{model}'")}: it must be the folder of a run, since {why}");
        }
    }

    /// <summary>The model itself.</summary>
    public TrainedModel Trained { get; }

    /// <summary>What it computes in, auto resolved.</summary>
    public Precision Precision => Trained.Net.ComputeType == TorchSharp.torch.ScalarType.BFloat16 ? Precision.Bfloat16 : Precision.Float32;

    public IReadOnlyList<CountryCode> Countries => Trained.Countries;

    public AnswerRules Rules => Trained.Rules;

    public Answerer Answerer => Trained.Answerer;

    public LoadingOptions Loading => Trained.Loading;

    public string Digest => ModelDigest.Of(TrainedModel.DescriptionOf(_folder), TrainedModel.WeightsOf(_folder), AnswerRules.FileOf(_folder));

    public long Parameters => Trained.Net.parameters().Sum(p => p.NumberOfElements);

    public ModelDescription Description => Trained.Description;

    public ModelOrigin Origin => new(Description.Fold, Description.HoldOut, Description.Selection, Trained.Learned is { } learned ? learned.Contain : null);

    public IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop) =>
        new PicturePredictor(Trained, bytes, loading) { Kept = loading == Loading ? _kept : _ => null }.Predict(pictures, stop);

    /// <summary>From now on, pictures whose features training kept with a selection are answered from those.</summary>
    public void TakeKept(string selection, JudgedSet set)
    {
        KeptViews views = new FeatureStore(FeatureFolder.Of(selection)).Find(Trained.Net, Loading);
        var digests = set.Pictures.Where(p => p.Sha256 is not null).DistinctBy(p => p.Address).ToDictionary(p => p.Address, p => p.Sha256!);
        _kept = address => digests.TryGetValue(address, out string? sha256) ? views.Of(sha256) : null;
    }

    public IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, MapRequest request, LoadingOptions loading, CancellationToken stop) =>
        new Explainer(Trained, bytes, loading, request.Options) { Measures = request.Measured ? MapMeasures.Faithfulness : MapMeasures.None }.Explain(pictures, request.Question, stop);

    public void Dispose() => Trained.Dispose();
}
