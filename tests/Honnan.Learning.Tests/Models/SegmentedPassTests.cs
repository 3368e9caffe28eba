using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

public sealed class SegmentedPassTests
{
    [Theory]
    [InlineData("resnet18", 0, true)]
    [InlineData("resnet18", 3, true)]
    [InlineData("resnet18", 3, false)]
    [InlineData("tf_efficientnet_lite0", 0, true)]
    [InlineData("tf_efficientnet_lite0", 0, false)]
    public void Backward_InSegments_GivesThePlainGradientsAndStatisticsToTheLastBit(string name, int frozen, bool recompute)
    {
        Dictionary<string, float[]> plain = Step(name, frozen, PassKind.Plain);
        Dictionary<string, float[]> again = Step(name, frozen, recompute ? PassKind.Recomputed : PassKind.Segmented);

        Assert.Equal(plain.Keys, again.Keys);
        Assert.All(plain, p => Assert.Equal(p.Value, again[p.Key]));
        Assert.Contains(plain, p => p.Key.EndsWith("running_mean", StringComparison.Ordinal) && p.Value.Any(v => v != 0));
    }

    /// <summary>When a segment is told to be reached, the gradients of all behind it must be complete.</summary>
    [Theory]
    [InlineData("resnet18", 2)]
    [InlineData("tf_efficientnet_lite0", 0)]
    [InlineData("convnext_tiny", 0)]
    [InlineData("mobilenet_v3_large", 0)]
    public void Backward_ReachedSegments_HaveTheirGradientsAtOnce(string name, int frozen)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build(name, 3);
        net.Freeze(frozen);
        net.train();
        IReadOnlyDictionary<string, int> segments = net.SegmentsOfParameters();
        var seen = new Dictionary<string, float[]>(StringComparer.Ordinal);
        using (ForwardPass pass = net.Pass(FormulaNets.Picture("again", [2, 3, 40, 64]), PassKind.Segmented))
        {
            pass.Backward(pass.Logits.square().sum(), reached =>
            {
                foreach ((string parameter, Tensor gradient) in Gradients(net).Where(g => segments[g.Name] >= reached))
                {
                    seen.TryAdd(parameter, Numbers(gradient));
                }
            });
        }

        Assert.Equal(Gradients(net).Select(g => g.Name).Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(Gradients(net), g => Assert.Equal(Numbers(g.Gradient), seen[g.Name]));
    }

    /// <summary>Normalisations that are frozen by name while the convolutions learn: nothing may be folded on the way.</summary>
    [Fact]
    public void Backward_FrozenNormalisations_FollowsTheWeightsOfEveryStep()
    {
        float[] plain = TwoSteps(PassKind.Plain);
        float[] again = TwoSteps(PassKind.Recomputed);

        Assert.Equal(plain, again);
    }

    private static Dictionary<string, float[]> Step(string name, int frozen, PassKind kind)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build(name, 3);
        net.Freeze(frozen);
        net.train();
        using (ForwardPass pass = net.Pass(FormulaNets.Picture("again", [2, 3, 40, 64]), kind))
        {
            pass.Backward(pass.Logits.square().sum());
        }

        return net.named_parameters().Where(p => p.parameter.requires_grad).Select(p => (p.name, value: p.parameter.grad!))
            .Concat(net.named_buffers().Select(b => (b.name, value: b.buffer)))
            .ToDictionary(p => p.name, p => p.value.detach().to_type(ScalarType.Float32).contiguous().data<float>().ToArray(), StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, Tensor Gradient)> Gradients(Net net) =>
        net.named_parameters().Where(p => p.parameter.requires_grad && p.parameter.grad is not null).Select(p => (p.name, p.parameter.grad!));

    private static float[] Numbers(Tensor values) => values.detach().to_type(ScalarType.Float32).contiguous().data<float>().ToArray();

    private static float[] TwoSteps(PassKind kind)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", 3);
        net.Freeze(n => n.Contains("bn", StringComparison.Ordinal) || n.Contains("downsample.1", StringComparison.Ordinal));
        net.train();
        var losses = new List<float>();
        for (int step = 0; step < 2; step++)
        {
            using ForwardPass pass = net.Pass(FormulaNets.Picture("again", [2, 3, 40, 64]), kind);
            Tensor loss = pass.Logits.square().mean();
            losses.Add(loss.ToSingle());
            pass.Backward(loss);
            using var gradients = no_grad();
            using Scalar rate = (-1e-3).ToScalar();
            foreach (var parameter in net.parameters().Where(p => p.requires_grad))
            {
                parameter.add_(parameter.grad!.sign().mul(rate));
                parameter.grad!.zero_();
            }
        }

        Assert.NotEqual(losses[0], losses[1]);
        return [.. losses];
    }
}
