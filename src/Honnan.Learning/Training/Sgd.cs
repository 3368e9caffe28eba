using System.Numerics;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// Stochastic gradient descent as torch.optim.SGD computes it, without dampening: g + decay · x is the gradient,
/// v ← momentum · v + gradient, and x moves by −α times v, or with Nesterov's look ahead by −α · (gradient + momentum · v).
/// </summary>
public sealed class Sgd : FlatOptimizer
{
    private readonly double _momentum;
    private readonly bool _nesterov;
    private readonly Tensor? _velocity;

    /// <summary>Begins at rest.</summary>
    /// <param name="parameters">What to move; stays the caller's.</param>
    /// <param name="groups">How.</param>
    /// <param name="momentum">0 to below 1.</param>
    /// <param name="nesterov">Whether to look a step ahead.</param>
    public Sgd(FlatParameters parameters, IReadOnlyList<ParameterGroup> groups, double momentum = 0, bool nesterov = false)
        : base(parameters, groups)
    {
        (_momentum, _nesterov) = (momentum, nesterov);
        _velocity = momentum > 0 ? Remember("sgd.velocity") : null;
    }

    private protected override Update<T> Prepare<T>(ParameterGroup group, long step, double rate, double factor)
    {
        (T alpha, T scale, T decay) = (T.CreateChecked(rate), T.CreateChecked(factor), T.CreateChecked(group.WeightDecay));
        if (_velocity is null)
        {
            return (values, gradients, _) => Move(values, gradients, alpha, scale, decay);
        }

        T momentum = T.CreateChecked(_momentum);
        nint velocity = TensorMemory.Address(_velocity);
        return (values, gradients, begin) => Move(values, gradients, Stretch<T>(velocity, begin, values.Length), alpha, scale, decay, momentum);
    }

    private protected override void Move(Func<Tensor, Tensor> stretch, ParameterGroup group, long step, double rate, Tensor gradient, Tensor values)
    {
        using Scalar decay = group.WeightDecay.ToScalar();
        using Scalar momentum = _momentum.ToScalar();
        using Scalar against = (-rate).ToScalar();
        gradient.add_(values, decay);
        if (_velocity is null)
        {
            values.add_(gradient, against);
            return;
        }

        Tensor velocity = stretch(_velocity).mul_(momentum).add_(gradient, Alpha.One);
        values.add_(_nesterov ? gradient.add_(velocity, momentum) : velocity, against);
    }

    private static void Move<T>(Span<T> values, ReadOnlySpan<T> gradients, T rate, T factor, T decay)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            (value - (((new Vector<T>(gradients[i..]) * factor) + (value * decay)) * rate)).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] -= ((gradients[i] * factor) + (values[i] * decay)) * rate;
        }
    }

    private void Move<T>(Span<T> values, ReadOnlySpan<T> gradients, Span<T> velocity, T rate, T factor, T decay, T momentum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            Vector<T> gradient = (new Vector<T>(gradients[i..]) * factor) + (value * decay);
            Vector<T> v = (new Vector<T>(velocity[i..]) * momentum) + gradient;
            v.CopyTo(velocity[i..]);
            (value - ((_nesterov ? gradient + (v * momentum) : v) * rate)).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            T gradient = (gradients[i] * factor) + (values[i] * decay);
            velocity[i] = (velocity[i] * momentum) + gradient;
            values[i] -= (_nesterov ? gradient + (velocity[i] * momentum) : velocity[i]) * rate;
        }
    }
}
