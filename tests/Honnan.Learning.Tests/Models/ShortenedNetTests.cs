using Honnan.Data;
using Honnan.Data.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

/// <summary>Nets that end with one of their stages, of every family that has maps.</summary>
public sealed class ShortenedNetTests
{
    public static TheoryData<string> Nets => [.. SmallNets.Names.Except(["vit"])];

    [Theory]
    [MemberData(nameof(Nets))]
    public void Features_WithTheWholeNetsFile_AreTheMeanOfThatStagesOutput(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using var file = new TemporaryFile("net.safetensors");
        using Net whole = SmallNets.Build(name);
        whole.eval();
        SafetensorsWriter.Write(file.Path, NetWeights.Describe(whole));
        using WeightsFile weights = WeightsFile.Open(file.Path);
        Tensor pictures = FormulaNets.Picture("shortened", [2, 3, 64, 96]);
        foreach (Stage last in whole.Stages)
        {
            using Net net = Shorten(name, last.Name);
            NetWeights.LoadBody(net, weights);
            net.eval();

            Tensor features = net.Features(pictures);

            Tensor? expected = null;
            whole.FeatureMap(pictures, (stage, output) => expected = ReferenceEquals(stage, last) ? output.mean([2, 3]) : expected);
            Assert.Equal([2, last.Channels], features.shape);
            Assert.Equal(expected!.data<float>().ToArray(), features.data<float>().ToArray());
            Assert.Equal([2, 5], net.forward(pictures).shape);
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Parameters_OfLaterStages_AreNotThere(string name)
    {
        using Net whole = SmallNets.Build(name);
        Stage last = whole.Stages[^2];
        using Net net = Shorten(name, last.Name);

        string[] kept = [.. net.named_parameters().Select(p => p.name).Where(n => !n.StartsWith(net.HeadName + ".", StringComparison.Ordinal)).Order()];

        Assert.Equal([.. Enumerable.Range(0, whole.Stages.Count - 1).SelectMany(whole.NamesOf).Order()], kept);
        Assert.Equal([.. Enumerable.Range(0, net.Stages.Count).SelectMany(net.NamesOf).Order()], kept);
        Assert.Equal(whole.HeadName, net.HeadName);
    }

    [Fact]
    public void Freeze_AllStages_LeavesTheHeadAlone()
    {
        using Net net = Shorten("lite1", "blocks.2");

        net.Freeze(net.Stages.Count);

        Assert.Equal(["classifier.weight", "classifier.bias"], net.named_parameters().Where(p => p.parameter.requires_grad).Select(p => p.name));
    }

    [Fact]
    public void Build_AStageThatIsNone_NamesThoseThatThereAre()
    {
        ModelDescription description = Describe("resnet18", "layer5");

        Assert.Equal(
            "resnet18 has no stage 'layer5'; did you mean 'layer1'? (it has: maxpool, layer1, layer2, layer3, layer4)",
            Assert.Throws<InputException>(() => description.Build()).Message);
        Assert.Equal(
            "vit_b_16 cannot end with its stage 'encoder_layer_3': its stages give no maps",
            Assert.Throws<InputException>(() => Describe("vit_b_16", "encoder_layer_3").Build()).Message);
    }

    [Fact]
    public void Open_WhatSaveWrote_IsTheSameNetWithoutTheRest()
    {
        using DisposeScope scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        ModelDescription description = Describe("resnet18", "layer2");
        using Net net = description.Build();
        net.eval();
        TrainedModel.Save(folder.Path, net, description);

        using TrainedModel opened = TrainedModel.Open(folder.Path, Learning.Runtime.Precision.Float32, "cpu", Learning.Runtime.MemoryLayout.ChannelsLast);

        using WeightsFile stored = WeightsFile.Open(TrainedModel.WeightsOf(folder.Path));
        Assert.DoesNotContain(stored.Tensors, t => t.Name.StartsWith("layer3", StringComparison.Ordinal));
        Assert.Equal("layer2", opened.Net.Stages[^1].Name);
        Tensor pictures = FormulaNets.Picture("saved", [1, 3, 32, 64]);
        Assert.Equal(net.forward(pictures).data<float>().ToArray(), opened.Net.forward(pictures).data<float>().ToArray());
    }

    private static Net Shorten(string name, string lastStage) => ShortenedNet.Of(SmallNets.Build(name), name, lastStage, inputs => new Head(inputs, [5]));

    private static ModelDescription Describe(string net, string lastStage) => new()
    {
        Net = net,
        LastStage = lastStage,
        Head = [],
        Countries = ["HU", "JP"],
        Loading = new LoadingOptions { ShortSide = 64 },
    };
}
