using Honnan.Learning.Graphs;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>Nodes that several layers write.</summary>
internal static class GraphPatterns
{
    /// <summary>Writes an activation.</summary>
    public static string Activation(this GraphWriter graph, string input, Activation activation) => activation switch
    {
        Layers.Activation.None => input,
        Layers.Activation.Relu => graph.Node("Relu", [input]),
        Layers.Activation.Relu6 => graph.Node("Clip", [input, graph.Number(0), graph.Number(6)]),
        Layers.Activation.Hardswish => graph.Node("HardSwish", [input]),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation"),
    };

    /// <summary>[…,I] → […,O]; weights [O,I] and bias [O] stay the caller's.</summary>
    public static string Linear(this GraphWriter graph, string input, Tensor weight, Tensor bias)
    {
        using Tensor plain = weight.detach();
        using Tensor turned = plain.t();
        return graph.Node("Add", [graph.Node("MatMul", [input, graph.Weights(turned)]), graph.Weights(bias)]);
    }

    /// <summary>[N,I] → [N,O], weights [O,I] and bias [O] stored under the names given; both stay the caller's.</summary>
    public static string Gemm(this GraphWriter graph, string input, Tensor weight, Tensor bias, string weightName, string biasName) =>
        graph.Node("Gemm", [input, graph.Weights(weight, weightName), graph.Weights(bias, biasName)], ("transB", 1L));

    /// <summary>[N,C,h,w] → the mean over the area [N,C].</summary>
    public static string Mean(this GraphWriter graph, string map) => graph.Node("Flatten", [graph.Node("GlobalAveragePool", [map])], ("axis", 1L));

    /// <summary>[N,C,H,W] → [N,H,W,C].</summary>
    public static string ChannelsLast(this GraphWriter graph, string map) => graph.Node("Transpose", [map], ("perm", (long[])[0, 2, 3, 1]));

    /// <summary>[N,H,W,C] → [N,C,H,W].</summary>
    public static string ChannelsFirst(this GraphWriter graph, string map) => graph.Node("Transpose", [map], ("perm", (long[])[0, 3, 1, 2]));
}
