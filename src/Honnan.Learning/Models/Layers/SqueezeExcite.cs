using Honnan.Learning.Graphs;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// Squeeze-and-excite (Hu et al., 2017) as MobileNetV3 has it: channels are weighted by a gate computed from their means.
/// </summary>
public sealed class SqueezeExcite : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private readonly Convolution _squeeze;
    private readonly Convolution _excite;

    /// <summary>Makes the layer with a given number of channels between its two 1×1 convolutions, <c>fc1</c> and <c>fc2</c>.</summary>
    public SqueezeExcite(int channels, int squeezed)
        : base(nameof(SqueezeExcite))
    {
        _squeeze = new Convolution(channels, squeezed, 1, bias: true);
        _excite = new Convolution(squeezed, channels, 1, bias: true);
        register_module("fc1", _squeeze);
        register_module("fc2", _excite);
    }

    /// <summary>[N,C,H,W] → the same shape and type; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor means = input.mean([2, 3], keepdim: true); // [N,C,1,1]
        Tensor gate = nn.functional.hardsigmoid(_excite.forward(_squeeze.forward(means).relu_()));
        return (input * gate).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input)
    {
        string squeezed = graph.Node("Relu", [_squeeze.Write(graph, graph.Node("GlobalAveragePool", [input]))]);
        string gate = graph.Node("HardSigmoid", [_excite.Write(graph, squeezed)], ("alpha", 1.0 / 6), ("beta", 0.5));
        return graph.Node("Mul", [input, gate]);
    }
}
