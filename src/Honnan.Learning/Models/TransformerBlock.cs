using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A layer of ViT's encoder (Dosovitskiy et al., 2020): attention, then an MLP, each after a layer norm and added to what
/// came in. Names are torchvision's.
/// </summary>
internal sealed class TransformerBlock : nn.Module<Tensor, Tensor>, IGraphLayer
{
    private readonly LayerNorm _firstNorm;
    private readonly SelfAttention _attention;
    private readonly LayerNorm _secondNorm;
    private readonly Mlp _mlp;

    public TransformerBlock(int channels, int heads, int hidden)
        : base(nameof(TransformerBlock))
    {
        _firstNorm = new LayerNorm(channels);
        _attention = new SelfAttention(channels, heads);
        _secondNorm = new LayerNorm(channels);
        _mlp = new Mlp(channels, hidden);
        register_module("ln_1", _firstNorm);
        register_module("self_attention", _attention);
        register_module("ln_2", _secondNorm);
        Submodules.Register(this, "mlp.0", _mlp.Widen);
        Submodules.Register(this, "mlp.3", _mlp.Narrow);
    }

    /// <summary>[N,T,C] → the same shape; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor normal = _firstNorm.forward(input);
        using Tensor attended = _attention.forward(normal);
        using Tensor middle = input.add(attended, Alpha.One);
        using Tensor again = _secondNorm.forward(middle);
        using Tensor mixed = _mlp.Forward(again);
        return middle.add(mixed, Alpha.One);
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input)
    {
        string middle = graph.Node("Add", [input, _attention.Write(graph, _firstNorm.Write(graph, input))]);
        return graph.Node("Add", [middle, _mlp.Write(graph, _secondNorm.Write(graph, middle))]);
    }
}
