using Honnan.Learning.Graphs;
using Honnan.Learning.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// A 2-d convolution, its weights [O, I / groups, k, k] in float32. The input's type is the type of the arithmetic: for a
/// bfloat16 input the weights are rounded on the way, and their gradient arrives in float32.
/// </summary>
public sealed class Convolution : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly PaddingRule _rule;

    /// <summary>
    /// Makes a square convolution with weights drawn as He et al. (2015) propose: normal, deviation √(2 / (k² · O / groups)).
    /// A bias begins with 0; before a normalisation there should be none.
    /// </summary>
    public Convolution(
        int inputs, int outputs, int kernel, int stride = 1, int groups = 1, PaddingRule padding = PaddingRule.Symmetric, bool bias = false)
        : base(nameof(Convolution))
    {
        (Kernel, Stride, Groups, _rule) = (kernel, stride, groups, padding);
        _stride = [stride, stride];
        int border = padding == PaddingRule.None ? 0 : (kernel - 1) / 2;
        _padding = [border, border];
        double deviation = Math.Sqrt(2.0 * groups / ((double)kernel * kernel * outputs));
        Weight = new Parameter(empty(outputs, inputs / groups, kernel, kernel).normal_(0, deviation).to(ComputeDevice.Current));
        register_parameter("weight", Weight);
        if (bias)
        {
            Bias = new Parameter(zeros(outputs, device: ComputeDevice.Current));
            register_parameter("bias", Bias);
        }
    }

    /// <summary>Rows and columns of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>Step between outputs, in input pixels.</summary>
    public int Stride { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>[O, I / groups, k, k] float32; owned by this layer.</summary>
    public Parameter Weight { get; }

    /// <summary>[O] float32, owned by this layer; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>[N,I,H,W] of any floating type → [N,O,h,w] of the same; caller disposes.</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor weight = Rounded.To(input.dtype, Weight);
        using Tensor? bias = Bias is null ? null : Rounded.To(input.dtype, Bias);
        return Apply(input, weight, bias);
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input) => Write(graph, input, Weight, Bias);

    /// <summary>Writes the same convolution with other weights and a bias [O]; both stay the caller's.</summary>
    internal string Write(GraphWriter graph, string input, Tensor weight, Tensor? bias)
    {
        string[] inputs = bias is null ? [input, graph.Weights(weight)] : [input, graph.Weights(weight), graph.Weights(bias)];
        return graph.Node(
            "Conv",
            inputs,
            ("kernel_shape", (long[])[Kernel, Kernel]),
            ("strides", _stride),
            ("group", (long)Groups),
            _rule == PaddingRule.Same ? ("auto_pad", "SAME_UPPER") : ("pads", (long[])[.. _padding, .. _padding]));
    }

    /// <summary>The same convolution with other weights and a bias [O], both of the input's type; caller disposes.</summary>
    internal Tensor Apply(Tensor input, Tensor weight, Tensor? bias)
    {
        if (_rule != PaddingRule.Same || Stride == 1)
        {
            return nn.functional.conv2d(input, weight, bias, _stride, _padding, null, Groups);
        }

        // libtorch pads both sides alike, and a padded copy would cost more than the convolution: so each side gets as much as
        // keeps the outputs' grid, and what comes out too much before and after them is left.
        (long top, long above, long rows) = SamePadding(input.shape[2]);
        (long left, long beside, long columns) = SamePadding(input.shape[3]);
        Tensor wider = nn.functional.conv2d(input, weight, bias, _stride, [top, left], null, Groups);
        if (wider.shape[2] == rows && wider.shape[3] == columns)
        {
            return wider;
        }

        using (wider)
        {
            using Tensor kept = wider.narrow(2, above, rows);
            return kept.narrow(3, beside, columns);
        }
    }

    /// <summary>The padding of both sides of an axis, the outputs that it makes too many in the beginning, and how many are wanted.</summary>
    private (long Padding, long Skipped, long Outputs) SamePadding(long size)
    {
        long outputs = (size + Stride - 1) / Stride;
        long total = Math.Max(0, ((outputs - 1) * Stride) + Kernel - size);
        long before = total / 2;
        long skipped = (total - before - before + Stride - 1) / Stride;
        return (before + (skipped * Stride), skipped, outputs);
    }
}
