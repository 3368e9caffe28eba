using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using Honnan.Learning.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

/// <summary>What training, explaining and storing ask of a net, of every family.</summary>
public sealed class EveryNetTests
{
    private const int Height = 64;
    private const int Width = 96;

    public static TheoryData<string> Nets => [.. SmallNets.Names];

    [Theory]
    [MemberData(nameof(Nets))]
    public void Step_Repeated_LeavesNoTensorBehind(string name)
    {
        using Net net = SmallNets.Build(name);
        using Tensor pictures = Pictures();
        using Tensor labels = tensor((long[])[0, 4]);
        net.train();
        using var parameters = new FlatParameters(net.parameters());
        Step(net, parameters, pictures, labels);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Step(net, parameters, pictures, labels);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    // libtorch's meta device has shapes and no numbers; it computes no convolutions, but tells where everything was made.
    [Theory]
    [MemberData(nameof(Nets))]
    public void Build_OnAnotherDevice_LaysEverythingThere(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable making = ComputeDevice.Making(META);
        using Net net = SmallNets.Build(name);
        net.UseFeatures(PooledFeatures.Stages);
        using var parameters = new FlatParameters(net.parameters());

        Assert.All(net.parameters(), p => Assert.Equal(DeviceType.META, p.device_type));
        Assert.All(net.buffers(), b => Assert.Equal(DeviceType.META, b.device_type));
        Assert.Equal((DeviceType.META, DeviceType.META), (parameters.Values.device_type, parameters.Gradients.device_type));
        Assert.Equal(DeviceType.META, net.Device.type);
    }

    // bfloat16 keeps 8 bits, so a rounding moves a number by up to 1/256; of some dozens of layers a few parts in a hundred stay.
    [Theory]
    [MemberData(nameof(Nets))]
    public void Features_Bfloat16_AreNearlyThoseOfFloat32_AndFloat32(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = SmallNets.Build(name);
        net.eval();
        Tensor pictures = Pictures();
        Tensor exact = net.Embed(net.FeatureMap(pictures));
        net.ComputeType = ScalarType.BFloat16;
        var types = new List<ScalarType>();

        Tensor rounded = net.Embed(net.FeatureMap(pictures, (_, output) => types.Add(output.dtype)));

        Assert.All(types, type => Assert.Equal(ScalarType.BFloat16, type));
        Assert.Equal(ScalarType.Float32, rounded.dtype);
        double error = (exact - rounded).norm().ToDouble() / exact.norm().ToDouble();
        Assert.InRange(error, 1e-6, 0.05);
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Gradients_Bfloat16_ArriveInFloat32_AtEveryParameter(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallNets.Build(name);
        net.ComputeType = ScalarType.BFloat16;
        net.train();

        nn.functional.cross_entropy(net.forward(Pictures()), tensor((long[])[0, 4])).backward();

        Assert.All(net.named_parameters(), p =>
        {
            Assert.Equal(ScalarType.Float32, p.parameter.grad!.dtype);
            Assert.True(p.parameter.grad!.abs().max().ToSingle() > 0, p.name);
        });
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Stages_SayWhatTheyGive(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using Net net = SmallNets.Build(name);
        net.eval();
        string[] modules = [.. net.named_modules().Select(m => m.name), "maxpool"]; // pooling has no weights, and so no module

        net.FeatureMap(Pictures(), (stage, output) =>
        {
            Tensor map = net is VisionTransformer ? net.Spatial(output, Height, Width) : output;
            Assert.Equal([2, stage.Channels, Height / stage.Reduction, Width / stage.Reduction], map.shape);
            Assert.Contains(stage.Name, modules);
        });

        Assert.InRange(net.FrontStages, 1, net.Stages.Count - 1);
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Freeze_AllStages_LeavesTheHeadAlone(string name)
    {
        using Net net = SmallNets.Build(name);

        net.Freeze(net.Stages.Count);
        string[] learning = [.. net.named_parameters().Where(p => p.parameter.requires_grad).Select(p => p.name)];
        net.Freeze(0);

        Assert.Equal([$"{net.HeadName}.bias", $"{net.HeadName}.weight"], learning.Order(StringComparer.Ordinal));
        Assert.All(net.parameters(), p => Assert.True(p.requires_grad));
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void LoadBody_AnotherHead_TakesEverythingElse(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using var file = new TemporaryFile("body.safetensors");
        using Net first = SmallNets.Build(name);
        using Net second = SmallNets.Build(name, seed: 12);
        SafetensorsWriter.Write(file.Path, NetWeights.Describe(first));
        using WeightsFile weights = WeightsFile.Open(file.Path);
        Dictionary<string, Tensor> before = first.state_dict();

        NetWeights.LoadBody(second, weights);

        string[] different = [.. second.state_dict().Where(s => !s.Value.allclose(before[s.Key], rtol: 0, atol: 0)).Select(s => s.Key)];
        Assert.Equal([$"{second.HeadName}.bias", $"{second.HeadName}.weight"], different.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void GradCam_EveryFamily_GivesAMapOfTheLastStagesPlaces(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallNets.Build(name);
        net.eval();
        int reduction = net.Stages[^1].Reduction;

        IReadOnlyList<ClassMap> maps = new HeatMapper(net).Explain(Pictures(), _ => [new(1), new(3)]);

        Assert.All(maps, m =>
        {
            Assert.Equal((Width / reduction, Height / reduction), (m.Coarse.Width, m.Coarse.Height));
            Assert.Contains(m.Coarse.Values.ToArray(), v => v != 0);
        });
        Assert.Equal(net.forward(Pictures()).data<float>().ToArray(), maps.SelectMany(m => m.Logits), (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    private static void Step(Net net, FlatParameters parameters, Tensor pictures, Tensor labels)
    {
        using (NewDisposeScope())
        {
            parameters.ClearGradients(); // TorchSharp's zero_ gives a second handle to the same tensor
        }

        using Tensor logits = net.forward(pictures);
        using Tensor loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();
    }

    private static Tensor Pictures() => FormulaNets.Picture("every net", [2, 3, Height, Width]);
}
