using Honnan.Learning.Graphs;
using Honnan.Learning.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// Self-attention with several heads (Vaswani et al., 2017) under the names of PyTorch's <c>MultiheadAttention</c>: the
/// weights of queries, keys and values lie one below the other in one matrix.
/// </summary>
public sealed class SelfAttention : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly Dense _out;
    private readonly int _heads;

    /// <summary>Makes the layer; <paramref name="heads"/> must divide <paramref name="channels"/>.</summary>
    public SelfAttention(int channels, int heads)
        : base(nameof(SelfAttention))
    {
        _heads = heads;
        _weight = new Parameter(empty(3 * channels, channels).normal_(0, 0.02).to(ComputeDevice.Current));
        _bias = new Parameter(zeros(3 * channels, device: ComputeDevice.Current));
        _out = new Dense(channels, channels);
        register_parameter("in_proj_weight", _weight);
        register_parameter("in_proj_bias", _bias);
        register_module("out_proj", _out);
    }

    /// <summary>[N,T,C] → the same shape and type; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        (long n, long tokens, long channels) = (input.shape[0], input.shape[1], input.shape[2]);
        Tensor all = nn.functional.linear(input, Rounded.To(input.dtype, _weight), Rounded.To(input.dtype, _bias));
        Tensor parts = all.reshape(n, tokens, 3, _heads, channels / _heads).permute(2, 0, 3, 1, 4); // [3,N,heads,T,C/heads]
        Tensor seen = nn.functional.scaled_dot_product_attention(parts.select(0, 0), parts.select(0, 1), parts.select(0, 2));
        return _out.forward(seen.transpose(1, 2).reshape(n, tokens, channels)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input)
    {
        long channels = _out.Bias.shape[0];
        long width = channels / _heads;
        string all = graph.Linear(input, _weight, _bias); // [N,T,3C]
        string split = graph.Node("Reshape", [all, graph.Integers(0, 0, 3, _heads, width)]);
        string parts = graph.Node("Transpose", [split], ("perm", (long[])[2, 0, 3, 1, 4])); // [3,N,heads,T,C/heads]
        string Part(long which) => graph.Node("Gather", [parts, graph.Integer(which)], ("axis", 0L));
        string queries = graph.Node("Mul", [Part(0), graph.Number((float)(1 / Math.Sqrt(width)))]);
        string keys = graph.Node("Transpose", [Part(1)], ("perm", (long[])[0, 1, 3, 2]));
        string shares = graph.Node("Softmax", [graph.Node("MatMul", [queries, keys])], ("axis", -1L)); // [N,heads,T,T]
        string seen = graph.Node("Transpose", [graph.Node("MatMul", [shares, Part(2)])], ("perm", (long[])[0, 2, 1, 3]));
        return _out.Write(graph, graph.Node("Reshape", [seen, graph.Integers(0, 0, channels)]));
    }
}
