using Honnan.Learning.Graphs;
using Honnan.Learning.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// A convolution, its batch normalisation and the activation after them. Where nothing of it learns, the normalisation
/// is folded into the convolution, and the folded weights are kept until <see cref="Unfold"/>: one pass over the
/// activations in place of three. It owns no module; the block does, under the names that weight files use. The
/// convolution has no bias: the normalisation's is enough.
/// </summary>
public sealed class ConvNorm(Convolution convolution, BatchNorm norm, Activation activation) : IUnit, IGraphLayer
{
    // Held for good: numbers converted on the spot may be collected while libtorch still reads them.
    private static readonly Scalar Zero = 0.ToScalar();
    private static readonly Scalar Six = 6.ToScalar();

    private Tensor? _weight;
    private Tensor? _bias;
    private MemoryLayout _layout = MemoryLayout.ChannelsLast;

    /// <summary>Whether neither weights nor statistics may change now.</summary>
    private bool Fixed => !norm.training && !(is_grad_enabled() && convolution.Weight.requires_grad);

    /// <summary>The convolution's weights and the normalisation's parameters.</summary>
    public IEnumerable<Parameter> Parameters => [convolution.Weight, norm.Weight, norm.Bias];

    /// <summary>How the folded weights lie in memory: as what comes in.</summary>
    internal MemoryLayout Layout
    {
        get => _layout;
        set
        {
            _layout = value;
            Unfold();
        }
    }

    /// <summary>The convolution, by whose name this unit is known.</summary>
    internal Convolution Convolution => convolution;

    /// <summary>Where set, given what is about to be activated, and what it returns goes on in its place. Only within a dispose scope: the former is not freed.</summary>
    internal Func<Tensor, Tensor>? TapSum { get; set; }

    /// <summary>The same for what comes out, activated.</summary>
    internal Func<Tensor, Tensor>? TapOutput { get; set; }

    /// <summary>Whether a parameter of the normalisation learns: only then may its statistics move.</summary>
    private bool NormLearns => norm.Weight.requires_grad || norm.Bias.requires_grad;

    /// <summary>Keeps or lifts the normalisation's evaluation mode; one that does not learn stays in it.</summary>
    public void Train(bool on) => norm.train(on && NormLearns);

    /// <summary>[N,I,H,W] → [N,O,h,w] of the same type, activated; caller disposes both.</summary>
    public Tensor Forward(Tensor input) => Activated(input, null);

    /// <summary>As <see cref="Forward(Tensor)"/>, with <paramref name="shortcut"/> added before the activation; caller disposes all.</summary>
    public Tensor Forward(Tensor input, Tensor shortcut) => Activated(input, shortcut);

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input) => graph.Activation(WriteLinear(graph, input), activation);

    /// <summary>As <see cref="Write(GraphWriter, string)"/>, with the value named <paramref name="shortcut"/> added before the activation.</summary>
    public string Write(GraphWriter graph, string input, string shortcut) =>
        graph.Activation(graph.Node("Add", [WriteLinear(graph, input), shortcut]), activation);

    /// <summary>Forgets the folded weights: call it whenever the weights or statistics may have changed.</summary>
    public void Unfold()
    {
        _weight?.Dispose();
        _bias?.Dispose();
        (_weight, _bias) = (null, null);
    }

    /// <summary>What the normalisation adds to each channel, β − μ · γ / √(σ² + ε): [C] float32 without gradient; caller disposes.</summary>
    internal Tensor Shift()
    {
        using var gradients = no_grad();
        using Tensor raised = norm.RunningVariance.add(norm.HeldEpsilon, Alpha.One);
        using Tensor deviation = raised.sqrt();
        using Tensor scale = norm.Weight / deviation;
        using Tensor product = norm.RunningMean * scale;
        return norm.Bias - product;
    }

    /// <summary>Adds a shortcut in place, where there is one, and gives the same tensor back.</summary>
    internal static Tensor Added(Tensor sum, Tensor? shortcut) => shortcut is null ? sum : sum.add_(shortcut, Alpha.One);

    /// <summary>Applies an activation in place and gives the same tensor back.</summary>
    internal static Tensor Activate(Tensor input, Activation activation)
    {
        switch (activation)
        {
            case Activation.Relu:
                input.relu_();
                break;
            case Activation.Relu6:
                input.clamp_(Zero, Six);
                break;
            case Activation.Hardswish:
                input.hardswish_();
                break;
            case Activation.None:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation");
        }

        return input;
    }

    private Tensor Activated(Tensor input, Tensor? shortcut)
    {
        if (!Fixed && TapSum is null)
        {
            using Tensor raw = convolution.forward(input);
            return Tapped(norm.Activated(raw, shortcut, activation));
        }

        Tensor sum = Added(Linear(input), shortcut);
        return Tapped(Activate(TapSum?.Invoke(sum) ?? sum, activation));
    }

    private Tensor Tapped(Tensor output) => TapOutput?.Invoke(output) ?? output;

    private Tensor Linear(Tensor input)
    {
        if (Fixed)
        {
            Fold(input.dtype);
            return convolution.Apply(input, _weight!, _bias);
        }

        using Tensor raw = convolution.forward(input);
        return norm.forward(raw);
    }

    private string WriteLinear(GraphWriter graph, string input)
    {
        using var scope = NewDisposeScope();
        (Tensor weight, Tensor bias) = Folded(ScalarType.Float64);
        return convolution.Write(graph, input, weight, bias);
    }

    private void Fold(ScalarType type)
    {
        if (_weight?.dtype == type)
        {
            return;
        }

        Unfold();
        using var scope = NewDisposeScope();
        (Tensor weight, Tensor bias) = Folded(norm.Weight.dtype);
        _weight = Layouts.Of(weight.to_type(type), Layout).DetachFromDisposeScope();
        _bias = bias.to_type(type).DetachFromDisposeScope();
    }

    /// <summary>w' = w · γ / √(σ² + ε) and b' = β − μ · γ / √(σ² + ε), computed in a type no coarser than the parameters'; both in the caller's scope.</summary>
    private (Tensor Weight, Tensor Bias) Folded(ScalarType type)
    {
        using var gradients = no_grad();
        Tensor scale = norm.Weight.to_type(type) * norm.RunningVariance.to_type(type).add(norm.HeldEpsilon, Alpha.One).rsqrt();
        return (convolution.Weight.to_type(type) * scale.reshape(-1, 1, 1, 1), norm.Bias.to_type(type) - (norm.RunningMean.to_type(type) * scale));
    }
}
