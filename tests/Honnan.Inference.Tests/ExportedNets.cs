using Honnan.Data.Loading;
using Honnan.Inference.Files;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Inference.Tests;

/// <summary>Nets with random weights and statistics, and what they are exported to.</summary>
internal static class ExportedNets
{
    public static readonly string[] Countries = ["AT", "BE", "CH", "DE", "FR"];

    /// <summary>A residual net that is small in every respect.</summary>
    public const string Small = "small-resnet";

    /// <summary>A transformer of the same kind.</summary>
    public const string SmallTransformer = "small-vit";

    static ExportedNets()
    {
        NetCatalogue.Register(Small, head => new ResNet([1, 1, 1, 1], bottleneck: true, head, groups: 4, groupWidth: 4));
        NetCatalogue.Register(SmallTransformer, head => new VisionTransformer(patch: 8, layers: 3, heads: 2, channels: 16, hidden: 32, grid: 3, head));
    }

    /// <summary>In evaluation mode; caller disposes.</summary>
    public static TrainedModel Build(string net, PooledFeatures features = PooledFeatures.Last, int[]? head = null, Learning.Models.Layers.Activation activation = default, int shortSide = 64, string? lastStage = null)
    {
        TorchRuntime.Start(threads: 1); // the tests run beside each other
        var description = new ModelDescription
        {
            Net = net,
            LastStage = lastStage,
            Head = head ?? [],
            Activation = activation,
            Features = features,
            Countries = Countries,
            Loading = new LoadingOptions { ShortSide = shortSide, Overlay = OverlayHandling.Leave },
        };
        var model = new TrainedModel(description.Build(), description);
        Stir(model.Net);
        return model;
    }

    /// <summary>The bytes of a small model's file, the same at every call.</summary>
    public static byte[] SmallFile()
    {
        using TrainedModel model = Build(Small);
        return OnnxExport.Bytes(model, half: false);
    }

    /// <summary>The file that the model is exported to.</summary>
    public static OnnxModelFile Export(TrainedModel model, bool half = false) => OnnxModelFile.Read("drawn.onnx", OnnxExport.Bytes(model, half));

    /// <summary>Pictures [2,3,H,W] in [-1,1]; caller disposes.</summary>
    public static Tensor Pictures(int height, int width)
    {
        using Generator generator = new Generator(5);
        using Tensor drawn = rand([2, 3, height, width], generator: generator);
        using Tensor middle = tensor(0.5f);
        using Tensor two = tensor(2f);
        using Tensor centred = drawn - middle;
        return centred * two;
    }

    /// <summary>
    /// Draws all parameters and statistics by a seed of their own, since others draw at the same time; normalisations are
    /// then not the identity, which no mistake in folding them would show in.
    /// </summary>
    public static void Stir(Net net)
    {
        using var gradients = no_grad();
        using Generator generator = new Generator(11);
        foreach ((string name, Tensor buffer) in net.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
            {
                buffer.normal_(0, 0.1, generator);
            }
            else if (name.EndsWith("running_var", StringComparison.Ordinal))
            {
                buffer.uniform_(0.5, 2, generator);
            }
        }

        foreach ((string name, Tensor parameter) in net.named_parameters())
        {
            if (parameter.dim() > 1)
            {
                parameter.normal_(0, Math.Sqrt(2.0 * parameter.shape[0] / parameter.numel()), generator);
            }
            else if (name.EndsWith("weight", StringComparison.Ordinal))
            {
                parameter.uniform_(0.5, 1.5, generator);
            }
            else
            {
                parameter.normal_(0, 0.1, generator);
            }
        }

        net.WeightsChanged();
    }
}
