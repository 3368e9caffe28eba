using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Inference.Sessions;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Inference.Tests.Sessions;

/// <summary>What ONNX Runtime makes of the exported graph against what the tensor library makes of the net.</summary>
[Trait("Category", "slow")]
public sealed class ExportedNetTests
{
    private const double SameInFloat32 = 1e-4; // of the largest number
    private const double SameInside = 5e-4; // the same for single places of maps, where sums of hundreds of layers do not even out
    private const double SameInFloat16 = 5e-3; // of the logits' range

    // Sides that no stride divides, where the nets differ in what they do at the borders.
    private const int Height = 75;
    private const int Width = 110;

    public static TheoryData<string> Nets => [.. NetCatalogue.Names];

    [Theory]
    [MemberData(nameof(Nets))]
    public void Graph_OfEveryNet_GivesTheNetsLogitsFeaturesAndHeadsInputs(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using TrainedModel model = ExportedNets.Build(name, head: [7], activation: Learning.Models.Layers.Activation.Relu);
        Tensor pictures = ExportedNets.Pictures(Height, Width);
        foreach (PooledFeatures features in Enum.GetValues<PooledFeatures>())
        {
            model.Net.UseFeatures(features);
            ExportedNets.Stir(model.Net);
            (Tensor map, Tensor? earlier) = model.Net.Pooling.Observe(pictures);
            Tensor pooled = model.Net.Pooling.Join(map, earlier);
            Tensor logits = model.Net.Head.forward(pooled);

            NetOutputs outputs = Run(model, half: false, pictures);

            AssertSame(logits, outputs.Logits);
            AssertSame(pooled, outputs.Pooled!);
            AssertSame(model.Net.Spatial(map, Height, Width), outputs.Features!, SameInside);
            if (features == PooledFeatures.Stages)
            {
                Tensor drawn = Drawn(Height, Width);
                float[] exact = Numbers(model.Net.forward(drawn));
                double error = exact.Zip(Run(model, half: true, drawn).Logits, (a, b) => Math.Abs((double)a - b)).Max();
                Assert.InRange(error, 1e-12, SameInFloat16 * (exact.Max() - exact.Min()));
            }
        }
    }

    [Theory]
    [InlineData("vit_b_16", 224, 224)] // the grid that its positions are stored for
    [InlineData("tf_efficientnet_lite0", 64, 147)]
    [InlineData("resnet18", 33, 224)]
    public void Graph_OfAnySizeAndNumber_GivesTheNetsLogits(string name, int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using TrainedModel model = ExportedNets.Build(name);
        Tensor pictures = ExportedNets.Pictures(height, width).narrow(0, 0, 1);

        AssertSame(model.Net.forward(pictures), Run(model, half: false, pictures).Logits);
    }

    private static NetOutputs Run(TrainedModel model, bool half, Tensor pictures)
    {
        using var session = new OnnxSession(ExportedNets.Export(model, half), threads: 1);
        return session.Run(
            Numbers(pictures), (int)pictures.shape[0], new PictureSize((int)pictures.shape[3], (int)pictures.shape[2]), WantedOutputs.All, CancellationToken.None);
    }

    private static void AssertSame(Tensor expected, float[] actual, double share = SameInFloat32)
    {
        float[] numbers = Numbers(expected);
        Assert.Equal(numbers.Length, actual.Length);
        double tolerance = share * numbers.Max(Math.Abs);
        Assert.All(numbers.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    /// <summary>Pictures with areas and edges, as streets have: [2,3,H,W] in [-1,1]; of the scope.</summary>
    private static Tensor Drawn(int height, int width) => stack([.. Enumerable.Range(1, 2).Select(seed =>
        tensor(new PictureDecoder().Decode(DrawnPictures.Jpeg(width, height, seed), new PictureSize(width, height)).Rgb).reshape(height, width, 3).permute(2, 0, 1).to_type(ScalarType.Float32) / 127.5 - 1)]);

    private static float[] Numbers(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
