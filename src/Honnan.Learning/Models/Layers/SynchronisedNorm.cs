using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// Batch normalisation by the statistics of all ranks' pictures, with the gradient of that: what the normalisation of the
/// whole batch in one process gives, though each rank holds its part alone, or none of it.
/// </summary>
internal sealed class SynchronisedNorm : autograd.SingleTensorFunction<SynchronisedNorm>
{
    /// <inheritdoc/>
    public override string Name => nameof(SynchronisedNorm);

    /// <summary>Input [N,C,h,w], weight [C], bias [C], a <see cref="NormBatch"/> → [N,C,h,w] of the input's type.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, weight, bias, batch) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (NormBatch)vars[3]);
        ctx.save_for_backward([input, weight]);
        ctx.save_data(nameof(NormBatch), batch);
        return nn.functional.batch_norm(input, batch.Mean, batch.Variance, weight, bias, training: false, 0, batch.Epsilon);
    }

    /// <summary>The gradient of what came out → those of what went in.</summary>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> gradients = [];
        return GradientNode.Guarding(() => gradients = Gradients(ctx, grad_output)) ? gradients : Nothing(ctx);
    }

    private static List<Tensor> Gradients(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor input, Tensor weight) = (saved[0], saved[1]);
        var batch = (NormBatch)ctx.get_data(nameof(NormBatch));
        Tensor gradient = NormBatch.Wide(grad_output);
        using Scalar epsilon = batch.Epsilon.ToScalar();
        Tensor scale = batch.Variance.add(epsilon, Alpha.One).rsqrt();
        Tensor normalised = (NormBatch.Wide(input) - Across(batch.Mean)) * Across(scale);
        Tensor ofBias = gradient.sum(NormBatch.AllButChannels);
        Tensor ofWeight = (gradient * normalised).sum(NormBatch.AllButChannels);

        // The statistics depend on every rank's pictures, so their gradients are summed over the ranks; those of weight and
        // bias are this rank's part, as all parameters' are.
        double[] sums = [.. NormBatch.Numbers(ofBias), .. NormBatch.Numbers(ofWeight)];
        batch.Ranks.Sum(sums);
        Tensor means = tensor([.. sums.Select(s => s / batch.Values)]).to_type(gradient.dtype).reshape(2, -1);
        Tensor off = gradient - Across(means[0]) - (normalised * Across(means[1]));
        Tensor ofInput = (off * Across(scale * weight)).to_type(input.dtype);
        return [ofInput.MoveToOuterDisposeScope(), ofWeight.MoveToOuterDisposeScope(), ofBias.MoveToOuterDisposeScope(), null!];
    }

    private static List<Tensor> Nothing(autograd.AutogradContext ctx)
    {
        using var gradients = no_grad();
        List<Tensor> saved = ctx.get_saved_variables();
        return [zeros_like(saved[0]), zeros_like(saved[1]), zeros_like(saved[1]), null!];
    }

    private static Tensor Across(Tensor channels) => channels.reshape(1, -1, 1, 1);
}
