using Honnan.Learning.Models.Layers;
using Honnan.Learning.Models.Layers.Fused;
using Honnan.Learning.Runtime;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models.Layers;

/// <summary>The fused normalisation against libtorch's operations one after the other, in float64.</summary>
public sealed class FusedNormTests
{
    private const int Channels = 24;

    static FusedNormTests() => TorchRuntime.Start(2);

    public static MatrixTheoryData<Activation, bool, bool> Kinds { get; } =
        new(Enum.GetValues<Activation>(), [true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Function_OfAnyKind_IsThatOfTheOperations(Activation activation, bool adds, bool bfloat16)
    {
        using var scope = NewDisposeScope();
        using Generator generator = random.manual_seed(7);
        ScalarType type = bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        double tolerance = bfloat16 ? 0.01 : 2e-6; // of the norm; bfloat16 has eight bits
        Tensor input = Maps(randn(3, Channels, 37, 41).mul(3).add(2), type);
        Tensor? shortcut = adds ? Maps(randn(3, Channels, 37, 41), type) : null;
        Tensor gradient = Maps(randn(3, Channels, 37, 41), type);
        using BatchNorm norm = Norm();
        Tensor x = input.detach().requires_grad_();
        Tensor? s = shortcut?.detach().requires_grad_();

        Assert.True(FusedNorm.Fits(norm, input, shortcut));
        Tensor own = norm.Activated(x, s, activation);
        own.backward([gradient]);
        GradientNode.ThrowIfFailed();

        Tensor[] wide = [Wide(input), Wide(norm.Weight), Wide(norm.Bias), .. shortcut is null ? [] : (Tensor[])[Wide(shortcut)]];
        Tensor mean = zeros(Channels, dtype: ScalarType.Float64);
        Tensor variance = ones(Channels, dtype: ScalarType.Float64);
        Tensor normalised = nn.functional.batch_norm(wide[0], mean, variance, wide[1], wide[2], training: true, 0.1, norm.Epsilon);
        Tensor reference = ConvNorm.Activate(adds ? normalised + wide[3] : normalised, activation);
        reference.backward([gradient.to_type(ScalarType.Float64)]);

        Assert.Equal(type, own.dtype);
        Tensor?[] mine = [own, x.grad, norm.Weight.grad, norm.Bias.grad, norm.RunningMean, norm.RunningVariance, s?.grad];
        Tensor?[] theirs = [reference, wide[0].grad, wide[1].grad, wide[2].grad, mean, variance, adds ? wide[3].grad : null];
        Assert.All(mine.Zip(theirs), pair => Assert.InRange(Off(pair.First, pair.Second), 0, tolerance));
        Assert.Equal(1, norm.Batches.ToInt64());
    }

    private static BatchNorm Norm()
    {
        var norm = new BatchNorm(Channels);
        using var gradients = no_grad();
        norm.Weight.copy_(linspace(-1, 2, Channels));
        norm.Bias.copy_(linspace(-2, 3, Channels));
        norm.train();
        return norm;
    }

    private static Tensor Maps(Tensor maps, ScalarType type) => Layouts.Of(maps.to_type(type), MemoryLayout.ChannelsLast);

    private static Tensor Wide(Tensor values) => values.detach().to_type(ScalarType.Float64).requires_grad_();

    private static double Off(Tensor? own, Tensor? reference) => own is null || reference is null
        ? own is null && reference is null ? 0 : double.NaN
        : (own.to_type(ScalarType.Float64) - reference).norm().ToDouble() / reference.norm().ToDouble();
}
