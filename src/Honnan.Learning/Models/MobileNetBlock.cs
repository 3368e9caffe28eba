using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A block of MobileNetV3 (Howard et al., 2019): 1×1 convolution that widens (where it does), depthwise convolution,
/// squeeze-and-excite (in some), 1×1 convolution that narrows. Names are torchvision's.
/// </summary>
internal sealed class MobileNetBlock : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private readonly ConvNorm? _widen;
    private readonly ConvNorm _depthwise;
    private readonly SqueezeExcite? _gate;
    private readonly ConvNorm _narrow;
    private readonly bool _residual;
    private int _parts;

    public MobileNetBlock(int inputs, int kernel, int wide, int outputs, bool gated, Activation activation, int stride)
        : base(nameof(MobileNetBlock))
    {
        _residual = stride == 1 && inputs == outputs;
        if (wide != inputs)
        {
            _widen = Unit(new Convolution(inputs, wide, 1), activation);
        }

        _depthwise = Unit(new Convolution(wide, wide, kernel, stride, wide), activation);
        if (gated)
        {
            _gate = new SqueezeExcite(wide, ChannelCount.Round(wide / 4));
            Submodules.Register(this, $"block.{_parts++}", _gate);
        }

        _narrow = Unit(new Convolution(wide, outputs, 1), Activation.None);
        IUnit?[] units = [_widen, _depthwise, _gate is null ? null : new ModuleUnit(_gate), _narrow];
        Units = [.. units.OfType<IUnit>()];
    }

    public IReadOnlyList<IUnit> Units { get; }

    /// <summary>[N,I,H,W] → [N,O,h,w]; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor wide = _widen?.Forward(input) ?? input.alias();
        using Tensor seen = _depthwise.Forward(wide);
        using Tensor gated = _gate?.forward(seen) ?? seen.alias();
        return _residual ? _narrow.Forward(gated, input) : _narrow.Forward(gated);
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input)
    {
        string seen = _depthwise.Write(graph, _widen?.Write(graph, input) ?? input);
        string gated = _gate?.Write(graph, seen) ?? seen;
        return _residual ? _narrow.Write(graph, gated, input) : _narrow.Write(graph, gated);
    }

    private ConvNorm Unit(Convolution convolution, Activation activation) =>
        MobileNetV3.Unit(this, $"block.{_parts++}", convolution, activation);
}
