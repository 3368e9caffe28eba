using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Honnan.Learning.Models;

/// <summary>
/// A block of ConvNeXt (Liu et al., 2022): a depthwise 7×7 convolution, a layer norm and an MLP for each pixel, scaled by
/// channel and added to the input. Names are torchvision's.
/// </summary>
internal sealed class ConvNextBlock : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private const int Kernel = 7;
    private const int Expansion = 4;

    // Held for good: numbers converted on the spot may be collected while libtorch still reads them.
    private static readonly Scalar FirstScale = 1e-6.ToScalar();
    private static readonly Scalar One = 1.ToScalar();

    private readonly Convolution _depthwise;
    private readonly LayerNorm _norm;
    private readonly Mlp _mlp;
    private readonly Parameter _scale;

    public ConvNextBlock(int channels)
        : base(nameof(ConvNextBlock))
    {
        _depthwise = new Convolution(channels, channels, Kernel, groups: channels, bias: true);
        _norm = new LayerNorm(channels);
        _mlp = new Mlp(channels, Expansion * channels);
        _scale = new Parameter(full([channels, 1, 1], FirstScale, device: ComputeDevice.Current));
        register_parameter("layer_scale", _scale);
        Submodules.Register(this, "block.0", _depthwise);
        Submodules.Register(this, "block.2", _norm);
        Submodules.Register(this, "block.3", _mlp.Widen);
        Submodules.Register(this, "block.5", _mlp.Narrow);
    }

    /// <summary>[N,C,H,W] → the same shape; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor seen = _depthwise.forward(input);
        using Tensor pixels = seen.permute(0, 2, 3, 1); // [N,H,W,C], as it lies
        using Tensor normal = _norm.forward(pixels);
        using Tensor mixed = _mlp.Forward(normal);
        using Tensor path = mixed.permute(0, 3, 1, 2);
        using Tensor scale = Rounded.To(input.dtype, _scale);
        return addcmul(input, path, scale, One);
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input)
    {
        using Tensor scale = _scale.flatten();
        string pixels = graph.ChannelsLast(_depthwise.Write(graph, input));
        string mixed = _mlp.Write(graph, _norm.Write(graph, pixels), scale);
        return graph.Node("Add", [input, graph.ChannelsFirst(mixed)]);
    }
}
