using Honnan.Data.Onnx;

namespace Honnan.Inference.Files;

/// <summary>
/// What ONNX Runtime would compute while it loads a model: nodes that see constants alone, such as weights of half precision
/// that are widened. It happens outside the session's bounded memory, so it must be known beforehand not to be much.
/// </summary>
internal static class FoldedConstants
{
    private const long LeastBytes = 1 << 20;
    private const int NumberBytes = 8; // the widest there are
    private const int MostDimensions = 64; // of a shape: more than any operator takes

    // Each gives as many numbers as it gets.
    private static readonly HashSet<string> SameSize = new(["Cast", "DequantizeLinear", "Transpose"], StringComparer.Ordinal);

    /// <summary>The bytes that one result may have, such that all together have no more than is allowed; null where that cannot be promised.</summary>
    /// <param name="graph">In order: what a node needs comes before it.</param>
    /// <param name="allowed">Bytes of all results.</param>
    public static long? MostBytes(GraphProto graph, long allowed)
    {
        var sizes = graph.Initializer.ToDictionary(t => t.Name, t => (long?)t.Dims.Aggregate(1L, (all, d) => all * d), StringComparer.Ordinal);
        (double bytes, long largest, int unknown) = (0, LeastBytes, 0);
        foreach (NodeProto node in graph.Node)
        {
            // The shape of a picture is folded where the graph says it.
            if (node.OpType != "Shape" && !node.Input.All(i => i.Length == 0 || sizes.ContainsKey(i)))
            {
                continue;
            }

            long? size = node.OpType == "Shape" ? MostDimensions
                : SameSize.Contains(node.OpType) && node.Input.Count > 0 ? sizes.GetValueOrDefault(node.Input[0]) : null;
            foreach (string output in node.Output)
            {
                sizes[output] = size;
                (bytes, unknown) = (bytes + (NumberBytes * (size ?? 0)), unknown + (size is null ? 1 : 0));
                largest = Math.Max(largest, NumberBytes * (size ?? 0));
            }
        }

        return bytes + ((double)unknown * largest) <= allowed ? largest : null;
    }
}
