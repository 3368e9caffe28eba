using Honnan.Data;
using Honnan.Inference.Sessions;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Inference.Tests.Sessions;

/// <summary>What ONNX Runtime makes of the exported graph against what the tensor library makes of the net.</summary>
public sealed class ExportedNetTests
{
    private const double SameInFloat32 = 1e-4; // of the largest number
    private const double SameInFloat16 = 5e-3; // of the logits' range

    // Sides that no stride divides, where the nets differ in what they do at the borders.
    private const int Height = 75;
    private const int Width = 110;

    public static TheoryData<string, PooledFeatures> Nets
    {
        get
        {
            var data = new TheoryData<string, PooledFeatures>();
            foreach (string net in NetCatalogue.Names)
            {
                data.Add(net, PooledFeatures.Last);
                data.Add(net, PooledFeatures.Stages);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Graph_OfEveryNet_GivesTheNetsLogitsFeaturesAndHeadsInputs(string name, PooledFeatures features)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using TrainedModel model = ExportedNets.Build(name, features, head: [7], Learning.Models.Layers.Activation.Relu);
        using var session = new OnnxSession(ExportedNets.Export(model), threads: 1);
        Tensor pictures = ExportedNets.Pictures(Height, Width);
        (Tensor map, Tensor? earlier) = model.Net.Pooling.Observe(pictures);
        Tensor pooled = model.Net.Pooling.Join(map, earlier);

        NetOutputs outputs = session.Run(Numbers(pictures), 2, new PictureSize(Width, Height), features: true, CancellationToken.None);

        AssertSame(model.Net.Head.forward(pooled), outputs.Logits);
        AssertSame(pooled, outputs.Pooled!);
        AssertSame(model.Net.Spatial(map, Height, Width), outputs.Features!);
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Graph_InHalfPrecision_GivesNearlyTheNetsLogits(string name, PooledFeatures features)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using TrainedModel model = ExportedNets.Build(name, features);
        using var session = new OnnxSession(ExportedNets.Export(model, half: true), threads: 1);
        Tensor pictures = ExportedNets.Pictures(Height, Width);
        float[] exact = Numbers(model.Net.forward(pictures));

        float[] rounded = session.Run(Numbers(pictures), 2, new PictureSize(Width, Height), features: false, CancellationToken.None).Logits;

        double error = exact.Zip(rounded, (a, b) => Math.Abs((double)a - b)).Max();
        Assert.InRange(error, 1e-12, SameInFloat16 * (exact.Max() - exact.Min()));
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
        using var session = new OnnxSession(ExportedNets.Export(model), threads: 1);
        Tensor pictures = ExportedNets.Pictures(height, width).narrow(0, 0, 1);

        float[] logits = session.Run(Numbers(pictures), 1, new PictureSize(width, height), features: false, CancellationToken.None).Logits;

        AssertSame(model.Net.forward(pictures), logits);
    }

    private static void AssertSame(Tensor expected, float[] actual)
    {
        float[] numbers = Numbers(expected);
        Assert.Equal(numbers.Length, actual.Length);
        double tolerance = SameInFloat32 * numbers.Max(Math.Abs);
        Assert.All(numbers.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static float[] Numbers(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
