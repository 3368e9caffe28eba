using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

public sealed class FreezingTests
{
    [Theory]
    [InlineData("resnet18", ScalarType.Float32)]
    [InlineData("resnet18", ScalarType.BFloat16)]
    [InlineData("tf_efficientnet_lite0", ScalarType.Float32)]
    [InlineData("mobilenet", ScalarType.Float32)]
    [InlineData("convnext", ScalarType.BFloat16)]
    [InlineData("vit", ScalarType.Float32)]
    public void Front_AfterSteps_IsTheSameToTheLastBit_AndTheRestHasLearnt(string name, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = SmallNets.Names.Contains(name) ? SmallNets.Build(name) : FormulaNets.Build(name, 5);
        net.ComputeType = type;
        net.Freeze(net.FrontStages);
        Dictionary<string, byte[]> before = State(net);

        TakeSteps(net, 3);

        string[] same = [.. State(net).Where(s => s.Value.AsSpan().SequenceEqual(before[s.Key])).Select(s => s.Key)];
        HashSet<string> frozen = FrontNames(net);
        Assert.Equal(frozen.Order(StringComparer.Ordinal), same.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void None_AfterSteps_EverythingHasLearnt()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", 5);
        net.Freeze(net.FrontStages);
        net.Freeze(0); // thawed again
        Dictionary<string, byte[]> before = State(net);

        TakeSteps(net, 2);

        Assert.Empty(State(net).Where(s => s.Value.AsSpan().SequenceEqual(before[s.Key])).Select(s => s.Key));
    }

    [Fact]
    public void Front_Trained_JudgesAsItWillWhenReadAgain()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", 5);
        net.Freeze(net.FrontStages);
        Tensor pictures = FormulaNets.Picture("judged", [2, 3, 32, 64]);
        net.eval();
        Tensor before = net.forward(pictures); // folds every normalisation into its convolution, and the last stage is to forget that
        TakeSteps(net, 2);
        net.eval();
        using Net copy = FormulaNets.Build("resnet18", 5);
        using (no_grad())
        {
            foreach ((string name, Tensor value) in Tensors(copy))
            {
                value.copy_(Tensors(net).Single(t => t.Name == name).Value);
            }
        }

        copy.WeightsChanged();
        copy.eval();

        Tensor after = net.forward(pictures);
        float largest = after.abs().max().ToSingle();
        Assert.InRange((after - copy.forward(pictures)).abs().max().ToSingle(), 0, 1e-5f * largest);
        Assert.True((after - before).abs().max().ToSingle() > 1e-2f * largest);
    }

    private static void TakeSteps(Net net, int steps)
    {
        net.train();
        using var parameters = new FlatParameters(net.parameters());
        using var adam = new Adam(parameters);
        Tensor pictures = FormulaNets.Picture("freezing", [4, 3, 32, 64]);
        Tensor labels = tensor((long[])[0, 1, 2, 4]);
        for (int step = 0; step < steps; step++)
        {
            parameters.ClearGradients();
            nn.functional.cross_entropy(net.forward(pictures), labels).backward();
            adam.Step(1e-3);
        }
    }

    // By name, so that the test does not ask the code under test what it has frozen: what works at the last resolution (of
    // EfficientNet-Lite a stride of 2 opens blocks.5), and of a transformer of three layers the last two.
    private static HashSet<string> FrontNames(Net net)
    {
        string[] learning = net switch
        {
            ResNet => ["layer4.", "fc."],
            EfficientNetLite => ["blocks.5.", "blocks.6.", "conv_head.", "bn2.", "classifier."],
            MobileNetV3 => ["features.13.", "features.14.", "features.15.", "features.16.", "classifier."],
            ConvNext => ["features.6.", "features.7.", "classifier."],
            _ => ["encoder.layers.encoder_layer_1.", "encoder.layers.encoder_layer_2.", "encoder.ln.", "heads."],
        };
        return [.. State(net).Keys.Where(name => !Array.Exists(learning, l => name.StartsWith(l, StringComparison.Ordinal)))];
    }

    private static Dictionary<string, byte[]> State(Net net) => Tensors(net).ToDictionary(t => t.Name, t => Bytes(t.Value));

    private static IEnumerable<(string Name, Tensor Value)> Tensors(Net net) =>
        net.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(net.named_buffers().Select(b => (b.name, b.buffer)));

    private static byte[] Bytes(Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();
}
