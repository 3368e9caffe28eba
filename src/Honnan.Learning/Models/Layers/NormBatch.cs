using Honnan.Learning.Models.Layers.Fused;
using Honnan.Learning.Ranks;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>What a normalisation knows of the pictures of all ranks.</summary>
/// <param name="Mean">[C] in the parameters' type.</param>
/// <param name="Variance">[C] in the parameters' type; not the unbiased one.</param>
/// <param name="Values">Values a channel, over all ranks.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Ranks">Who has them.</param>
internal sealed record NormBatch(Tensor Mean, Tensor Variance, double Values, double Epsilon, IRanks Ranks)
{
    /// <summary>The dimensions over which a channel's statistics are taken.</summary>
    public static readonly long[] AllButChannels = [0, 2, 3];

    /// <summary>Takes the statistics of [N,C,h,w] over all ranks, of which this one may have no picture; the tensors go with the scope that is open.</summary>
    public static NormBatch Of(Tensor input, ScalarType type, double epsilon, IRanks ranks)
    {
        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        int channels = (int)input.shape[1];
        double own = input.numel() / (double)channels;
        var sums = new NormSums(new double[channels], new double[channels], 0);
        if (own > 0)
        {
            Tensor wide = Wide(input);
            sums = new NormSums(Numbers(wide.mean(AllButChannels)), Numbers(wide.var(AllButChannels, unbiased: false)), own);
        }

        (double[] mean, double[] variance, double values) = sums.OfAll(ranks);
        return new NormBatch(
            tensor(mean).to_type(type).MoveToOuterDisposeScope(), tensor(variance).to_type(type).MoveToOuterDisposeScope(), values, epsilon, ranks);
    }

    /// <summary>The same in float32, or in float64 where it is that; goes with the scope that is open.</summary>
    public static Tensor Wide(Tensor values) => values.to_type(Rounded.Wide(values.dtype));

    /// <summary>[C] → its numbers.</summary>
    public static double[] Numbers(Tensor values)
    {
        using Tensor wide = values.to_type(ScalarType.Float64);
        using Tensor dense = wide.contiguous();
        return dense.data<double>().ToArray();
    }
}
