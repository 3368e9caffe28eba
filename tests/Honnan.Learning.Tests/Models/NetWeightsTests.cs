using Honnan.Data;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

public sealed class NetWeightsTests
{
    [Fact]
    public void LoadAll_WhatDescribeGave_IsTheSameNet()
    {
        using var file = new TemporaryFile("net.safetensors");
        using Net net = FormulaNets.Build("resnet18", 3);
        SafetensorsWriter.Write(file.Path, NetWeights.Describe(net, "net."));
        using Net other = NetCatalogue.Build("resnet18", inputs => new Head(inputs, [3]));
        using WeightsFile weights = WeightsFile.Open(file.Path);

        NetWeights.LoadAll(other, weights, "net.");

        Assert.Equal(Logits(net), Logits(other));
    }

    [Fact]
    public void LoadBody_OtherHead_KeepsTheHead()
    {
        using var file = new TemporaryFile("net.safetensors");
        using Net net = FormulaNets.Build("resnet18", 1000);
        SafetensorsWriter.Write(file.Path, NetWeights.Describe(net));
        using Net other = FormulaNets.Build("resnet18", 20, 3);
        float[] before = Logits(other);
        using WeightsFile weights = WeightsFile.Open(file.Path);

        NetWeights.LoadBody(other, weights);

        Assert.Equal(before, Logits(other)); // the body's weights are the same formula
    }

    [Fact]
    public void LoadBody_AnotherNetsFile_NamesWhatIsMissingAndWhatIsNot()
    {
        using var file = new TemporaryFile("net.safetensors");
        using Net net = FormulaNets.Build("resnet34", 2);
        SafetensorsWriter.Write(file.Path, NetWeights.Describe(net));
        using Net other = FormulaNets.Build("resnet18", 2);
        using WeightsFile weights = WeightsFile.Open(file.Path);

        string message = Assert.Throws<InputException>(() => NetWeights.LoadBody(other, weights)).Message;

        Assert.Matches(@"^'.*net\.safetensors' does not hold the weights of ResNet: unknown layer\S+, layer\S+, layer\S+ and \d+ more$", message);
    }

    [Fact]
    public void LoadBody_OtherShape_NamesTheTensorAndBothShapes()
    {
        using var file = new TemporaryFile("net.safetensors");
        using Net net = FormulaNets.Build("resnet18", 2);
        SafetensorsWriter.Write(file.Path, NetWeights.Describe(net).Select(t => t.Name == "bn1.weight" ? TensorData.FromSingle(t.Name, [32], new float[32]) : t));
        using WeightsFile weights = WeightsFile.Open(file.Path);

        string message = Assert.Throws<InputException>(() => NetWeights.LoadBody(net, weights)).Message;

        Assert.Contains("'bn1.weight'", message, StringComparison.Ordinal);
        Assert.Contains("[32], but the net wants [64]", message, StringComparison.Ordinal);
    }

    // 16-bit floats keep 11 bits: a weight moves by at most 2^-11 of itself, and so, about, does what is computed from them.
    [Fact]
    [Trait("Category", "reference")]
    public void LoadBody_PublishedLite0_LegacyAndHalfPrecisionFilesGiveTheSameNet()
    {
        string folder = SharedFolder.Weights();
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        Tensor pictures = FormulaNets.Picture("lite0", [2, 3, 64, 96]);
        Tensor[] features = [.. ((string[])["efficientnet-lite0-57934424.pth", "tf_efficientnet_lite0.fp16.safetensors"]).Select(name =>
        {
            using Net net = ImageNetLite0.Open(Path.Combine(folder, name));
            return net.forward(pictures).MoveToOuterDisposeScope();
        })];

        float largest = features[0].abs().max().ToSingle();
        float error = (features[0] - features[1]).abs().max().ToSingle();
        Assert.InRange(error, 0, 0.01f * largest);
        Assert.NotEqual(0, error); // they are two files, not one read twice
    }

    private static float[] Logits(Net net)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        net.eval();
        return net.forward(FormulaNets.Picture("weights", [1, 3, 32, 64])).data<float>().ToArray();
    }
}
