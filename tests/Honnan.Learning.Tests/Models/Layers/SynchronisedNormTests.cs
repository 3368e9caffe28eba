using Honnan.Learning.Models.Layers;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models.Layers;

/// <summary>What a rank does that loses the others on the way back.</summary>
public sealed class SynchronisedNormTests
{
    [Fact]
    public void Backward_WhereNoOtherRankAnswers_IsToldBehindItOnce()
    {
        using DisposeScope scope = NewDisposeScope();
        var ranks = new LostRanks();
        Tensor input = rand(2, 3, 4, 4).requires_grad_();
        Tensor weight = ones(3).requires_grad_();
        var batch = new NormBatch(zeros(3), ones(3), 32, 1e-5, ranks);
        Tensor inner = SynchronisedNorm.apply(input.mul(2), weight, zeros(3).requires_grad_(), batch);
        Tensor sum = SynchronisedNorm.apply(inner, weight, zeros(3).requires_grad_(), batch).square().sum();

        Assert.Equal("no answer", Assert.Throws<TimeoutException>(() => GradientNode.GoBack(() => sum.backward())).Message);
        Assert.Equal(1, ranks.Sums); // further waits would take as long each
        GradientNode.GoBack(() => input.mul(2).sum().backward());
    }

    private sealed class LostRanks : IRanks
    {
        public int Rank => 0;

        public int Count => 2;

        public HostShare Host => HostShare.Whole;

        public int Sums { get; private set; }

        public void Sum(Span<double> values)
        {
            Sums++;
            throw new TimeoutException("no answer");
        }

        public void Broadcast(Span<byte> values, int from) => throw new NotSupportedException();

        public IPendingSum BeginSum(nint address, int count, NumberType type) => throw new NotSupportedException();

        public void Settle() => throw new NotSupportedException();

        public void Dissolve() => throw new NotSupportedException();
    }
}
