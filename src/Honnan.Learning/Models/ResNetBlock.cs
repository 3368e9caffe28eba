using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A residual block (He et al., 2015): convolutions beside a shortcut. Basic: 3×3, 3×3. Bottleneck: 1×1, 3×3, 1×1 to four
/// times the width, with the stride in the 3×3 (torchvision's V1.5). Names are torchvision's.
/// </summary>
internal sealed class ResNetBlock : nn.Module<Tensor, Tensor>
{
    private readonly ConvNorm[] _path;
    private readonly ConvNorm? _downsample;

    public ResNetBlock(int inputs, int width, int stride, bool bottleneck)
        : base(nameof(ResNetBlock))
    {
        Outputs = bottleneck ? 4 * width : width;
        (int Kernel, int Inputs, int Outputs, int Stride)[] layers = bottleneck
            ? [(1, inputs, width, 1), (3, width, width, stride), (1, width, Outputs, 1)]
            : [(3, inputs, width, stride), (3, width, width, 1)];
        _path = [.. layers.Select((l, i) => Unit($"conv{i + 1}", $"bn{i + 1}", l.Inputs, l.Outputs, l.Kernel, l.Stride, Activation.Relu))];
        if (stride != 1 || inputs != Outputs)
        {
            _downsample = Unit("downsample.0", "downsample.1", inputs, Outputs, 1, stride, Activation.None);
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

    private ConvNorm Unit(string convName, string normName, int inputs, int outputs, int kernel, int stride, Activation activation)
    {
        var convolution = new Convolution(inputs, outputs, kernel, stride);
        var norm = new BatchNorm(outputs);
        Submodules.Register(this, convName, convolution);
        Submodules.Register(this, normName, norm);
        return new ConvNorm(convolution, norm, activation);
    }
}
