using Honnan.Data.Onnx;

namespace Honnan.Inference.Quantizing;

/// <summary>What of an exported float32 graph can be computed in 8 bits.</summary>
internal sealed class FloatGraph
{
    private readonly ILookup<string, NodeProto> _consumers;

    /// <summary>Looks a graph through; it stays as it is.</summary>
    public FloatGraph(GraphProto graph)
    {
        Graph = graph;
        _consumers = graph.Node.SelectMany(node => node.Input.Select(input => (input, node))).ToLookup(p => p.input, p => p.node, StringComparer.Ordinal);
        Constants = graph.Initializer.ToDictionary(t => t.Name, StringComparer.Ordinal);
        Units = [.. graph.Node.Where(IsLayer).Select(n => n.OpType == "Conv" ? new QuantizedUnit(n, ActivationOf(n)) : new QuantizedUnit(n, Activation: null, BiasOf(n)))];
        Additions = [.. graph.Node.Where(n => n.OpType == "Add" && n.Input.All(i => !Constants.ContainsKey(i)) && Carries(n.Input[0]) && Carries(n.Input[1])).Select(n => new QuantizedUnit(n, ActivationOf(n)))];
        Pools = [.. graph.Node.Where(n => n.OpType == "MaxPool")];
    }

    /// <summary>The graph.</summary>
    public GraphProto Graph { get; }

    /// <summary>Its constants by name.</summary>
    public IReadOnlyDictionary<string, TensorProto> Constants { get; }

    /// <summary>The convolutions and linear layers in the graph's order; the head is not among them.</summary>
    public IReadOnlyList<QuantizedUnit> Units { get; }

    /// <summary>The additions of shortcuts, and the activations after them.</summary>
    public IReadOnlyList<QuantizedUnit> Additions { get; }

    /// <summary>The poolings that only choose among numbers.</summary>
    public IReadOnlyList<NodeProto> Pools { get; }

    /// <summary>Every tensor that may be kept in 8 bits.</summary>
    public IEnumerable<string> Tensors =>
        Units.Concat(Additions).SelectMany(u => u.Kept).Concat(Additions.Select(a => a.Node.Input[1])).Concat(Pools.Select(p => p.Output[0])).Distinct();

    private bool IsLayer(NodeProto node) =>
        node.OpType is "Conv" or QuantizedUnit.Linear && Constants.TryGetValue(node.Input[1], out TensorProto? weights) && (node.OpType == "Conv" || weights.Dims.Count == 2);

    /// <summary>The constant that the one node after a linear layer adds.</summary>
    private string? BiasOf(NodeProto node) =>
        _consumers[node.Output[0]].ToArray() is [{ OpType: "Add" } sum] && sum.Input.SingleOrDefault(Constants.ContainsKey) is { } bias && _consumers[bias].Count() == 1 ? bias : null;

    private NodeProto? ActivationOf(NodeProto node) =>
        _consumers[node.Output[0]].ToArray() is [{ OpType: "Relu" or "Clip" } activation] ? activation : null;

    /// <summary>Whether a tensor is a feature map, and no vector of statistics.</summary>
    private bool Carries(string tensor)
    {
        NodeProto? maker = Graph.Node.FirstOrDefault(n => n.Output.Contains(tensor));
        return maker?.OpType is "Conv" or "MaxPool" or "Relu" or "Clip" || (maker?.OpType == "Add" && maker.Input.All(Carries));
    }
}
