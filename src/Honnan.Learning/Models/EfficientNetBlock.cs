using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A block of EfficientNet-Lite (Tan, 2020): a depthwise convolution between 1×1 convolutions that widen and narrow it,
/// or, where nothing is widened, a depthwise convolution and one 1×1. ReLU6, no squeeze-and-excite. Names are timm's.
/// </summary>
internal sealed class EfficientNetBlock : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private readonly ConvNorm[] _path;
    private readonly bool _residual;

    public EfficientNetBlock(int inputs, int outputs, int expansion, int kernel, int stride)
        : base(nameof(EfficientNetBlock))
    {
        _residual = stride == 1 && inputs == outputs;
        int wide = inputs * expansion;
        List<(string Conv, Convolution Layer, Activation Activation)> layers = [];
        if (expansion > 1)
        {
            layers.Add(("conv_pw", new Convolution(inputs, wide, 1), Activation.Relu6));
        }

        layers.Add(("conv_dw", new Convolution(wide, wide, kernel, stride, wide, PaddingRule.Same), Activation.Relu6));
        layers.Add((expansion > 1 ? "conv_pwl" : "conv_pw", new Convolution(wide, outputs, 1), Activation.None));
        _path = [.. layers.Select((l, i) => Unit(l.Conv, $"bn{i + 1}", l.Layer, l.Activation))];
    }

    public IEnumerable<ConvNorm> Units => _path;

    /// <summary>[N,I,H,W] → [N,O,h,w]; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        Tensor x = input.alias();
        foreach (ConvNorm unit in _path[..^1])
        {
            using Tensor last = x;
            x = unit.Forward(last);
        }

        using (x)
        {
            return _residual ? _path[^1].Forward(x, input) : _path[^1].Forward(x);
        }
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input)
    {
        string x = BlockChain.Write(_path[..^1], graph, input);
        return _residual ? _path[^1].Write(graph, x, input) : _path[^1].Write(graph, x);
    }

    private ConvNorm Unit(string convName, string normName, Convolution convolution, Activation activation)
    {
        var norm = EfficientNetLite.Norm((int)convolution.Weight.shape[0]);
        register_module(convName, convolution);
        register_module(normName, norm);
        return new ConvNorm(convolution, norm, activation);
    }
}
