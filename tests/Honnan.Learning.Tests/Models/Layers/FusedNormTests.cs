using System.Runtime.Intrinsics;
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
    private const int Channels = 48;

    static FusedNormTests() => TorchRuntime.Start(2);

    public static MatrixTheoryData<Activation, bool, bool> Kinds { get; } =
        new(Enum.GetValues<Activation>(), [true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Function_OfAnyKind_IsThatOfTheOperations(Activation activation, bool adds, bool bfloat16)
    {
        using var scope = NewDisposeScope();
        using Generator generator = new Generator(7);
        ScalarType type = bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        double tolerance = bfloat16 ? 0.01 : 2e-6; // of the norm; bfloat16 has eight bits
        Tensor Drawn() => randn([3, Channels, 37, 41], generator: generator);
        Tensor input = Maps(Drawn().mul(3).add(2), type);
        Tensor? shortcut = adds ? Maps(Drawn(), type) : null;
        using BatchNorm norm = Norm();

        Tensor[] wide = [Wide(input), Wide(norm.Weight), Wide(norm.Bias), .. shortcut is null ? [] : (Tensor[])[Wide(shortcut)]];
        Tensor mean = zeros(Channels, dtype: ScalarType.Float64);
        Tensor variance = ones(Channels, dtype: ScalarType.Float64);
        Tensor normalised = nn.functional.batch_norm(wide[0], mean, variance, wide[1], wide[2], training: true, 0.1, norm.Epsilon);
        Tensor sums = adds ? normalised + wide[3] : normalised;
        Tensor gradient = Maps(Drawn().mul(OffEdges(sums)), type);
        Tensor reference = ConvNorm.Activate(sums, activation);
        reference.backward([gradient.to_type(ScalarType.Float64)]);

        AssertFits(norm, input, shortcut);
        Tensor x = input.detach().requires_grad_();
        Tensor? s = shortcut?.detach().requires_grad_();
        Tensor own = norm.Activated(x, s, activation);
        GradientNode.GoBack(() => own.backward([gradient]));

        Assert.Equal(type, own.dtype);
        Tensor?[] mine = [own, x.grad, norm.Weight.grad, norm.Bias.grad, norm.RunningMean, norm.RunningVariance, s?.grad];
        Tensor?[] theirs = [reference, wide[0].grad, wide[1].grad, wide[2].grad, mean, variance, adds ? wide[3].grad : null];
        Assert.All(mine.Zip(theirs), pair => Assert.InRange(Off(pair.First, pair.Second), 0, tolerance));
        Assert.Equal(1, norm.Batches.ToInt64());
    }

    /// <summary>What every picture adds is the same to the last bit however many threads there are.</summary>
    [Fact]
    public void Function_OnOneThread_HasTheSameBits()
    {
        using var scope = NewDisposeScope();
        using Generator generator = new Generator(3);
        Tensor input = Maps(randn([4, Channels, 90, 60], generator: generator), ScalarType.Float32);
        TorchRuntime.Start(2);
        Tensor[] several = Gradients(input);
        using IDisposable one = TorchRuntime.OneThread();

        Assert.All(several.Zip(Gradients(input)), pair => Assert.Equal(pair.First.data<float>().ToArray(), pair.Second.data<float>().ToArray()));
    }

    /// <summary>A mean a thousand times the deviation leaves the variance its digits.</summary>
    [Fact]
    public void Statistics_OfALargeMean_KeepTheirDigits()
    {
        using var scope = NewDisposeScope();
        using Generator generator = new Generator(4);
        Tensor input = Maps(randn([2, Channels, 64, 64], generator: generator).add(1000), ScalarType.Float32);
        using BatchNorm norm = Norm();

        norm.Activated(input, null, Activation.None);

        Tensor variance = Wide(input).detach().var([0, 2, 3]);
        Assert.InRange(((norm.RunningVariance.to_type(ScalarType.Float64) - 0.9) / 0.1 / variance).sub(1).abs().max().ToDouble(), 0, 1e-5);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Function_OfWhatIsNoNumber_SpoilsTheChannelAndNoOther(float value)
    {
        using var scope = NewDisposeScope();
        Tensor input = Maps(rand(2, Channels, 8, 8), ScalarType.BFloat16);
        input[1, 5, 3, 3] = tensor(value);
        using BatchNorm norm = Norm();

        Tensor output = norm.Activated(input, null, Activation.Relu).to_type(ScalarType.Float32);

        Assert.True(output.select(1, 5).isnan().all().item<bool>());
        Assert.True(output.isfinite().sum().ToInt64() == output.numel() * (Channels - 1) / Channels);
    }

    /// <summary>Forty channels, maps that lie plainly, float64 and a single value a channel go by libtorch's operations.</summary>
    [Fact]
    public void Fits_WhatItIsNotMadeFor_IsFalse()
    {
        using var scope = NewDisposeScope();
        using BatchNorm norm = Norm();
        using var odd = new BatchNorm(40);
        Tensor maps = rand(2, Channels, 8, 8);

        AssertFits(norm, Maps(maps, ScalarType.Float32), null);
        Assert.False(FusedNorm.Fits(norm, maps, null));
        Assert.False(FusedNorm.Fits(norm, Maps(maps, ScalarType.Float64), null));
        Assert.False(FusedNorm.Fits(norm, Maps(maps, ScalarType.Float32), Maps(maps, ScalarType.BFloat16)));
        Assert.False(FusedNorm.Fits(norm, Maps(rand(2, 64, 8, 8), ScalarType.Float32), null));
        Assert.False(FusedNorm.Fits(odd, Maps(rand(2, 40, 8, 8), ScalarType.Float32), null));
        Assert.Equal([1L, Channels, 1, 1], norm.Activated(Maps(rand(1, Channels, 1, 1), ScalarType.Float32), null, Activation.Relu).shape);
    }

    /// <summary>At the edges of the activations, which the random numbers above are kept off.</summary>
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Relu6)]
    [InlineData(Activation.Hardswish)]
    public void Backward_AtTheEdges_IsLibtorchs(Activation activation)
    {
        using var scope = NewDisposeScope();
        Tensor edges = tensor((float[])[-3, 0, 3, 6, -4, 7, 1, 0]).repeat(6);
        using BatchNorm norm = Norm();
        using (no_grad())
        {
            norm.Weight.zero_();
            norm.Bias.copy_(edges);
        }

        Tensor input = Maps(rand(2, Channels, 4, 4), ScalarType.Float32);
        AssertFits(norm, input, null);
        GradientNode.GoBack(() => norm.Activated(input, null, activation).sum().backward());
        Tensor sums = edges.detach().requires_grad_();
        ConvNorm.Activate(sums.mul(1), activation).mul(32).sum().backward();

        Assert.InRange((sums.grad! - norm.Bias.grad!).abs().max().ToDouble(), 0, 1e-5);
    }

    [Fact]
    public void Output_ChangedInPlace_IsAnyTensor()
    {
        using var scope = NewDisposeScope();
        using BatchNorm norm = Norm();
        Tensor input = Maps(rand(2, Channels, 4, 4), ScalarType.Float32).requires_grad_();

        Tensor output = norm.Activated(input, null, Activation.None);
        output.add_(output);
        GradientNode.GoBack(() => output.sum().backward());

        Assert.Equal(64, norm.Bias.grad![0].ToDouble());
    }

    /// <summary>No exception may pass through libtorch: the way back goes on without gradients, and the error is told behind it.</summary>
    [Fact]
    public void Backward_ThatFails_IsToldBehindItOnce()
    {
        using var scope = NewDisposeScope();
        Tensor input = rand(3).requires_grad_();
        var node = new Counted(fails: true);
        Tensor value = node.Of(input.mul(2));
        Tensor sum = value.sum();

        Assert.Equal("no gradient", Assert.Throws<NotSupportedException>(() => GradientNode.GoBack(() => sum.backward())).Message);
        Assert.True(input.grad is null || input.grad.abs().sum().ToDouble() == 0);
        GradientNode.GoBack(() => input.mul(2).sum().backward());
        Assert.True(node.Forgotten);
        sum.Dispose();
        value.Dispose();
        Assert.False(node.IsLiving);
    }

    [Fact]
    public void Backward_ASecondTime_IsAnError()
    {
        using var scope = NewDisposeScope();
        Tensor input = rand(3).requires_grad_();
        Tensor sum = new Counted(fails: false).Of(input.mul(2)).sum();
        GradientNode.GoBack(() => sum.backward(retain_graph: true));

        Assert.Contains("before", Assert.Throws<InvalidOperationException>(() => GradientNode.GoBack(() => sum.backward())).Message, StringComparison.Ordinal);
        Assert.Equal(6, input.grad!.sum().ToDouble());
    }

    /// <summary>What is kept goes on the way back already; where none comes, with the graph; where the value fails or has no gradient, at once.</summary>
    [Fact]
    public void Function_ThatIsOver_KeepsNothing()
    {
        using var scope = NewDisposeScope();
        Tensor input = rand(3).requires_grad_();
        var gone = new Counted(fails: false);
        Tensor sum = gone.Of(input).sum();
        Assert.False(gone.Forgotten);
        GradientNode.GoBack(() => sum.backward());
        Assert.True(gone.Forgotten);

        var left = new Counted(fails: false);
        Tensor value = left.Of(input);
        Assert.False(left.Forgotten);
        value.Dispose();
        Assert.True(left.Forgotten);

        var failed = new Counted(fails: false, inForward: true);
        Assert.Throws<NotSupportedException>(() => failed.Of(input));
        Assert.True(failed.Forgotten);
        var without = new Counted(fails: false);
        without.Of(rand(3));
        Assert.True(without.Forgotten);
        Assert.All((Counted[])[left, failed, without], node => Assert.False(node.IsLiving));
    }

    private static void AssertFits(BatchNorm norm, Tensor input, Tensor? shortcut)
    {
        Assert.SkipUnless(Vector256.IsHardwareAccelerated, "this processor has no vectors of 256 bits");
        Assert.True(FusedNorm.Fits(norm, input, shortcut));
    }

    private static Tensor[] Gradients(Tensor input)
    {
        using BatchNorm norm = Norm();
        Tensor x = input.detach().requires_grad_();
        Tensor y = norm.Activated(x, null, Activation.Hardswish);
        GradientNode.GoBack(() => y.square().sum().backward());
        return [y.contiguous(), x.grad!.contiguous(), norm.Weight.grad!.clone(), norm.Bias.grad!.clone()];
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

    /// <summary>0 where a value is within rounding of an activation's edge: the gradients of both its sides are right there. Else 1.</summary>
    private static Tensor OffEdges(Tensor sums) =>
        ((float[])[-3, 0, 3, 6]).Select(edge => sums.detach().sub(edge).abs().gt(1e-4)).Aggregate((a, b) => a.logical_and(b)).to_type(ScalarType.Float32);

    private static Tensor Wide(Tensor values) => values.detach().to_type(ScalarType.Float64).requires_grad_();

    private static double Off(Tensor? own, Tensor? reference) => own is null || reference is null
        ? own is null && reference is null ? 0 : double.NaN
        : (own.to_type(ScalarType.Float64) - reference).norm().ToDouble() / reference.norm().ToDouble();

    private sealed class Counted(bool fails, bool inForward = false) : GradientNode
    {
        public bool Forgotten { get; private set; }

        public Tensor Of(Tensor input) => Apply(input);

        protected override Tensor Forward() => inForward ? throw new NotSupportedException("no value") : ones(3);

        protected override Tensor?[] Backward(Tensor gradient) => fails ? throw new NotSupportedException("no gradient") : [gradient.clone()];

        protected override void Forget() => Forgotten = true;
    }
}
