using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A residual block (He et al., 2015): convolutions beside a shortcut. Basic: 3×3, 3×3. Bottleneck: 1×1, 3×3, 1×1 to four
/// times the width, with the stride in the 3×3 (torchvision's V1.5); in ResNeXt (Xie et al., 2016) the 3×3 has groups, in
/// Wide-ResNet (Zagoruyko and Komodakis, 2016) it is wider than the width. Names are torchvision's.
/// </summary>
internal sealed class ResNetBlock : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private readonly ConvNorm[] _path;
    private readonly ConvNorm? _downsample;

    /// <summary>Makes a basic block.</summary>
    public ResNetBlock(int inputs, int width, int stride)
        : this(inputs, width, stride, [new Convolution(inputs, width, 3, stride), new Convolution(width, width, 3)])
    {
    }

    /// <summary>Makes a bottleneck whose 3×3 convolution has <paramref name="inner"/> channels in groups.</summary>
    public ResNetBlock(int inputs, int width, int stride, int inner, int groups)
        : this(
            inputs,
            4 * width,
            stride,
            [new Convolution(inputs, inner, 1), new Convolution(inner, inner, 3, stride, groups), new Convolution(inner, 4 * width, 1)])
    {
    }

    private ResNetBlock(int inputs, int outputs, int stride, Convolution[] path)
        : base(nameof(ResNetBlock))
    {
        Outputs = outputs;
        _path = [.. path.Select((convolution, i) => Unit($"conv{i + 1}", $"bn{i + 1}", convolution, Activation.Relu))];
        if (stride != 1 || inputs != outputs)
        {
            _downsample = Unit("downsample.0", "downsample.1", new Convolution(inputs, outputs, 1, stride), Activation.None);
        }
    }

    public int Outputs { get; }

    public IEnumerable<ConvNorm> Units => _downsample is null ? _path : [.. _path, _downsample];

    /// <summary>[N,I,H,W] → [N,O,h,w]; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor shortcut = _downsample?.Forward(input) ?? input.alias();
        Tensor x = input.alias();
        foreach (ConvNorm unit in _path[..^1])
        {
            using Tensor last = x;
            x = unit.Forward(last);
        }

        using (x)
        {
            return _path[^1].Forward(x, shortcut);
        }
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input)
    {
        string shortcut = _downsample?.Write(graph, input) ?? input;
        return _path[^1].Write(graph, BlockChain.Write(_path[..^1], graph, input), shortcut);
    }

    private ConvNorm Unit(string convName, string normName, Convolution convolution, Activation activation)
    {
        var norm = new BatchNorm((int)convolution.Weight.shape[0]);
        Submodules.Register(this, convName, convolution);
        Submodules.Register(this, normName, norm);
        return new ConvNorm(convolution, norm, activation);
    }
}
