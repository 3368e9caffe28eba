using System.Numerics;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// Adam (Kingma and Ba, 2015, algorithm 1) and AdamW (Loshchilov and Hutter, 2019, algorithm 2) as torch.optim computes
/// them: ε outside the root of the corrected second moment; weight decay added to the gradient, or, decoupled, the
/// values shrunk by 1 − α · decay beforehand.
/// </summary>
public sealed class Adam : FlatOptimizer
{
    private readonly AdamConstants _constants;

    /// <summary>Begins with both moments zero; everything is moved alike.</summary>
    /// <param name="parameters">What to move; stays the caller's.</param>
    /// <param name="weightDecay">Times the value, added to its gradient.</param>
    public Adam(FlatParameters parameters, double weightDecay = 0)
        : this(parameters, [new ParameterGroup(0, parameters.Values.numel(), 1, weightDecay)], new AdamConstants())
    {
    }

    /// <summary>Begins with both moments zero.</summary>
    /// <param name="parameters">What to move; stays the caller's.</param>
    /// <param name="groups">How.</param>
    /// <param name="constants">β₁, β₂, ε, and how weight decays.</param>
    public Adam(FlatParameters parameters, IReadOnlyList<ParameterGroup> groups, AdamConstants constants)
        : base(parameters, groups)
    {
        _constants = constants;
        FirstMoment = Remember("adam.first");
        SecondMoment = Remember("adam.second");
    }

    /// <summary>[count] of the parameters' type: the running mean of the gradients.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>[count] of the parameters' type: the running mean of their squares.</summary>
    public Tensor SecondMoment { get; }

    private protected override Update<T> Prepare<T>(ParameterGroup group, long step, double rate, double factor)
    {
        // Every constant is taken in double and rounded once: in float32, 1 - 0.999^t loses half its digits.
        (double beta1, double beta2) = (_constants.Beta1, _constants.Beta2);
        var constants = new Constants<T>(
            T.CreateChecked(beta1), T.CreateChecked(1 - beta1), T.CreateChecked(beta2), T.CreateChecked(1 - beta2),
            T.CreateChecked(rate / (1 - Math.Pow(beta1, step))), T.CreateChecked(1 / Math.Sqrt(1 - Math.Pow(beta2, step))),
            T.CreateChecked(_constants.Epsilon), T.CreateChecked(factor),
            T.CreateChecked(_constants.Decoupled ? 0 : group.WeightDecay),
            T.CreateChecked(_constants.Decoupled ? 1 - (rate * group.WeightDecay) : 1));
        nint first = TensorMemory.Address(FirstMoment);
        nint second = TensorMemory.Address(SecondMoment);
        return (values, gradients, begin) => Move(
            values, gradients, Stretch<T>(first, begin, values.Length), Stretch<T>(second, begin, values.Length), constants);
    }

    private protected override void Move(Func<Tensor, Tensor> stretch, ParameterGroup group, long step, double rate, Tensor gradient, Tensor values)
    {
        (double beta1, double beta2) = (_constants.Beta1, _constants.Beta2);
        using Scalar decay = (_constants.Decoupled ? 1 - (rate * group.WeightDecay) : group.WeightDecay).ToScalar();
        using Scalar old1 = beta1.ToScalar();
        using Scalar fresh1 = (1 - beta1).ToScalar();
        using Scalar old2 = beta2.ToScalar();
        using Scalar fresh2 = (1 - beta2).ToScalar();
        using Scalar root = (1 / Math.Sqrt(1 - Math.Pow(beta2, step))).ToScalar();
        using Scalar epsilon = _constants.Epsilon.ToScalar();
        using Scalar against = (-rate / (1 - Math.Pow(beta1, step))).ToScalar();
        if (!_constants.Decoupled && group.WeightDecay > 0)
        {
            gradient.add_(values, decay);
        }

        Tensor first = stretch(FirstMoment).mul_(old1).add_(gradient, fresh1);
        Tensor second = stretch(SecondMoment).mul_(old2).addcmul_(gradient, gradient, fresh2);
        if (_constants.Decoupled)
        {
            values.mul_(decay);
        }

        values.addcdiv_(first, second.sqrt().mul_(root).add_(epsilon, Alpha.One), against);
    }

    private static void Move<T>(Span<T> values, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second, Constants<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            Vector<T> gradient = (new Vector<T>(gradients[i..]) * c.Factor) + (value * c.WeightDecay);
            Vector<T> m = (new Vector<T>(first[i..]) * c.Beta1) + (gradient * c.Fresh1);
            Vector<T> v = (new Vector<T>(second[i..]) * c.Beta2) + (gradient * gradient * c.Fresh2);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            ((value * c.Shrink) - (m * c.Rate / ((Vector.SquareRoot(v) * c.Root) + new Vector<T>(c.Epsilon)))).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            T gradient = (gradients[i] * c.Factor) + (values[i] * c.WeightDecay);
            first[i] = (first[i] * c.Beta1) + (gradient * c.Fresh1);
            second[i] = (second[i] * c.Beta2) + (gradient * gradient * c.Fresh2);
            values[i] = (values[i] * c.Shrink) - (first[i] * c.Rate / ((T.Sqrt(second[i]) * c.Root) + c.Epsilon));
        }
    }

    /// <summary>β and 1 − β of both moments, α / (1 − β₁ᵗ), 1 / √(1 − β₂ᵗ), ε, the gradients' factor, and the weight decay of either kind.</summary>
    private readonly record struct Constants<T>(
        T Beta1, T Fresh1, T Beta2, T Fresh2, T Rate, T Root, T Epsilon, T Factor, T WeightDecay, T Shrink);
}
