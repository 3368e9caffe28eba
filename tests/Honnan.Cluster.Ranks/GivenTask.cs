using Honnan.Learning.Models;
using Honnan.Learning.Training;
using static TorchSharp.torch;

namespace Honnan.Cluster.Ranks;

/// <summary>The way through a net, of batches that are made elsewhere.</summary>
internal sealed class GivenTask(Net net, PassKind kind) : ITrainingTask
{
    public int TrainingPictures => 0;

    public int ValidationPictures => 0;

    public int BatchesOf(int epoch) => 1;

    public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop) => [];

    public ForwardPass Forward(Tensor inputs) => net.Pass(inputs, kind);

    public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => [];

    public IDisposable? Prepare() => null;

    public string Describe(LabelledBatch batch) => "given";
}
