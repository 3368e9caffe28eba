using Honnan.Learning.Graphs;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Runs blocks one after the other and frees what lies between.</summary>
internal static class BlockChain
{
    /// <summary>[N,C,H,W] → the last block's output; caller disposes both.</summary>
    public static Tensor Run(IEnumerable<nn.Module<Tensor, Tensor>> blocks, Tensor input)
    {
        Tensor x = input.alias();
        foreach (nn.Module<Tensor, Tensor> block in blocks)
        {
            using Tensor last = x;
            x = block.forward(last);
        }

        return x;
    }

    /// <summary>Writes layers one after the other.</summary>
    public static string Write(IEnumerable<IGraphLayer> layers, GraphWriter graph, string input) =>
        layers.Aggregate(input, (value, layer) => layer.Write(graph, value));
}
