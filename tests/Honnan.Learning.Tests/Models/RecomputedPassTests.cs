using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

public sealed class RecomputedPassTests
{
    [Theory]
    [InlineData("resnet18", 0)]
    [InlineData("resnet18", 3)]
    [InlineData("tf_efficientnet_lite0", 0)]
    public void Backward_Recomputed_GivesThePlainGradientsAndStatisticsToTheLastBit(string name, int frozen)
    {
        Dictionary<string, float[]> plain = Step(name, frozen, recompute: false);
        Dictionary<string, float[]> again = Step(name, frozen, recompute: true);

        Assert.Equal(plain.Keys, again.Keys);
        Assert.All(plain, p => Assert.Equal(p.Value, again[p.Key]));
        Assert.Contains(plain, p => p.Key.EndsWith("running_mean", StringComparison.Ordinal) && p.Value.Any(v => v != 0));
    }

    /// <summary>Normalisations that are frozen by name while the convolutions learn: nothing may be folded on the way.</summary>
    [Fact]
    public void Backward_FrozenNormalisations_FollowsTheWeightsOfEveryStep()
    {
        float[] plain = TwoSteps(recompute: false);
        float[] again = TwoSteps(recompute: true);

        Assert.Equal(plain, again);
    }

    private static Dictionary<string, float[]> Step(string name, int frozen, bool recompute)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build(name, 3);
        net.Freeze(frozen);
        net.train();
        using (ForwardPass pass = net.Pass(FormulaNets.Picture("again", [2, 3, 40, 64]), recompute))
        {
            pass.Backward(pass.Logits.square().sum());
        }

        return net.named_parameters().Where(p => p.parameter.requires_grad).Select(p => (p.name, value: p.parameter.grad!))
            .Concat(net.named_buffers().Select(b => (b.name, value: b.buffer)))
            .ToDictionary(p => p.name, p => p.value.detach().to_type(ScalarType.Float32).contiguous().data<float>().ToArray(), StringComparer.Ordinal);
    }

    private static float[] TwoSteps(bool recompute)
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", 3);
        net.Freeze(n => n.Contains("bn", StringComparison.Ordinal) || n.Contains("downsample.1", StringComparison.Ordinal));
        net.train();
        var losses = new List<float>();
        for (int step = 0; step < 2; step++)
        {
            using ForwardPass pass = net.Pass(FormulaNets.Picture("again", [2, 3, 40, 64]), recompute);
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
