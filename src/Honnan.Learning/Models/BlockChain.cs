using Honnan.Learning.Graphs;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Runs blocks one after the other and frees what lies between.</summary>
internal static class BlockChain
{
    /// <summary>[N,C,H,W] → the last block's output; caller disposes both.</summary>
    public static Tensor Run(IEnumerable<nn.Module<Tensor, Tensor>> blocks, Tensor input) =>
        Run(blocks.Select(block => (Func<Tensor, Tensor>)block.forward), input);

    /// <summary>[N,C,H,W] → the last step's output; caller disposes both.</summary>
    public static Tensor Run(IEnumerable<Func<Tensor, Tensor>> steps, Tensor input)
    {
        Tensor x = input.alias();
        foreach (Func<Tensor, Tensor> step in steps)
        {
            using Tensor last = x;
            x = step(last);
        }

        return x;
    }

    /// <summary>Writes layers one after the other.</summary>
    public static string Write(IEnumerable<IGraphLayer> layers, GraphWriter graph, string input) =>
        layers.Aggregate(input, (value, layer) => layer.Write(graph, value));
}
