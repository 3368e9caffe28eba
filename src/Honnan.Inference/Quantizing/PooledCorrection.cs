using System.Runtime.InteropServices;
using Google.Protobuf;
using Honnan.Data.Answers;
using Honnan.Data.Onnx;
using static Honnan.Data.Onnx.TensorProto.Types;

namespace Honnan.Inference.Quantizing;

/// <summary>
/// Takes back what whole numbers move the head's inputs by on the whole: each gets the factor and the offset with which it
/// comes nearest to the float32 model's, by least squares over the calibration pictures.
/// </summary>
internal static class PooledCorrection
{
    private const double LeastVariance = 1e-15;
    private const string Factors = ".factors";

    /// <summary>Finds factors and offsets, and writes them into a graph between pooling and head.</summary>
    /// <param name="graph">In whole numbers; changed.</param>
    /// <param name="exact">The float32 model's inputs of the head: a row [F] a picture.</param>
    /// <param name="rounded">The graph's own, of the same pictures.</param>
    public static void Add(GraphProto graph, IReadOnlyList<float[]> exact, IReadOnlyList<float[]> rounded)
    {
        (float[] factors, float[] offsets) = Fit(exact, rounded);
        string pooled = graph.Node.Single(n => n.Output[0] == ExportedModel.Pooled).Input[0];
        string corrected = $"{pooled}.corrected";
        foreach (NodeProto reader in graph.Node)
        {
            for (int i = 0; i < reader.Input.Count; i++)
            {
                reader.Input[i] = reader.Input[i] == pooled ? corrected : reader.Input[i];
            }
        }

        int after = graph.Node.Index().Single(n => n.Item.Output[0] == pooled).Index + 1;
        string scaled = $"{pooled}.scaled";
        graph.Node.Insert(after, new NodeProto { OpType = "Mul", Name = scaled, Input = { pooled, Constant(graph, $"{pooled}{Factors}", factors) }, Output = { scaled } });
        graph.Node.Insert(after + 1, new NodeProto { OpType = "Add", Name = corrected, Input = { scaled, Constant(graph, $"{pooled}.offsets", offsets) }, Output = { corrected } });
    }

    /// <summary>The constant [F] that a corrected graph multiplies what was pooled by, or null.</summary>
    public static string? FactorsOf(GraphProto graph) => graph.Initializer.SingleOrDefault(t => t.Name.EndsWith(Factors, StringComparison.Ordinal))?.Name;

    private static (float[] Factors, float[] Offsets) Fit(IReadOnlyList<float[]> exact, IReadOnlyList<float[]> rounded)
    {
        int pictures = exact.Count;
        float[] factors = new float[exact[0].Length];
        float[] offsets = new float[factors.Length];
        for (int f = 0; f < factors.Length; f++)
        {
            (double meanExact, double meanRounded) = (exact.Average(r => r[f]), rounded.Average(r => r[f]));
            (double together, double alone) = (0, 0);
            for (int i = 0; i < pictures; i++)
            {
                double off = rounded[i][f] - meanRounded;
                together += off * (exact[i][f] - meanExact);
                alone += off * off;
            }

            double factor = alone > LeastVariance * pictures ? together / alone : 1;
            (factors[f], offsets[f]) = ((float)factor, (float)(meanExact - (factor * meanRounded)));
        }

        return (factors, offsets);
    }

    private static string Constant(GraphProto graph, string name, float[] values)
    {
        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)DataType.Float,
            Dims = { values.Length },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)),
        });
        return name;
    }
}
