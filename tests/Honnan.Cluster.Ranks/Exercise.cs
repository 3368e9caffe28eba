using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using static TorchSharp.torch;

namespace Honnan.Cluster.Ranks;

/// <summary>A way to share a step.</summary>
/// <param name="Name">For the tests.</param>
/// <param name="Net">What learns.</param>
/// <param name="Pictures">In the batches of the step.</param>
/// <param name="Options">How; float64 where <paramref name="Double"/> says so.</param>
/// <param name="Kind">The way back.</param>
/// <param name="Double">Whether the arithmetic is in float64.</param>
internal sealed record Exercise(string Name, string Net, int[] Pictures, TrainingOptions Options, PassKind Kind = PassKind.Segmented, bool Double = false)
{
    private const string ResNet = "resnet18"; // gradients in several buckets
    private static readonly string Narrow = Register("narrow_efficientnet_lite", head => new EfficientNetLite(0.25, 0.25, head));
    private static readonly string Smooth = Register("smooth", head => new SmoothNet(head));

    /// <summary>Nothing frozen, one step.</summary>
    public static TrainingOptions Plain { get; } = new()
    {
        Epochs = 1,
        LearningRate = new LearningRateOptions { From = 0.05, To = 0.05 },
        Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 0.9 },
        ClipNorm = 1,
        ClassWeights = ClassWeighting.Inverse,
    };

    /// <summary>The same with all normalisations of a ResNet frozen.</summary>
    public static TrainingOptions Frozen { get; } = Plain with
    {
        Frozen = [new() { Pattern = "*bn?.*" }, new() { Pattern = "*.downsample.1.*" }],
    };

    /// <summary>All that are looked at.</summary>
    public static IReadOnlyList<Exercise> All { get; } =
    [
        new("frozen", ResNet, [8], Frozen),
        new("frozen, float64", ResNet, [8], Frozen, Double: true),
        new("synchronised", ResNet, [16], Plain),
        new("synchronised, float64", ResNet, [8], Plain, Double: true),
        new("frozen front, float64", ResNet, [8], Plain with { Freeze = FreezeMode.Front }, Double: true),
        new("uneven, float64", Narrow, [7, 5], Plain, Double: true),
        new("fewer pictures than ranks, float64", Narrow, [3], Plain, Double: true),
        new("recomputed, float64", Narrow, [6], Plain, PassKind.Recomputed, Double: true),
        new("uneven", Smooth, [7, 5], Plain), // in float32 normalisations are fused, but where a rank has no picture
        new("fewer pictures than ranks", Smooth, [3], Plain),
        new("recomputed", Smooth, [6], Plain, PassKind.Recomputed),
        new("local", Smooth, [8], Plain with { BatchNorms = NormStatistics.Local }),
        new("mixed, float64", Narrow, [7], Plain with { MixUp = 0.4, CutMix = 0.4 }, Double: true),
        new("bfloat16", ResNet, [8], Frozen with { Exchange = ExchangeType.Bfloat16 }),
        new("local, float64", Narrow, [8], Plain with { BatchNorms = NormStatistics.Local }, Double: true),
    ];

    /// <summary>The pictures of all batches [N,3,32,64].</summary>
    public Tensor Inputs()
    {
        using Generator generator = random.manual_seed(5);
        Tensor pictures = rand(Pictures.Sum(), 3, 32, 64, dtype: ScalarType.Float64);
        return pictures.to_type(Double ? ScalarType.Float64 : ScalarType.Float32);
    }

    private static string Register(string name, Func<Func<int, Head>, Net> build)
    {
        NetCatalogue.Register(name, build);
        return name;
    }
}
