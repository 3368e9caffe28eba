using Google.Protobuf;
using Honnan.Data;
using Honnan.Data.Onnx;
using Honnan.Inference.Files;
using Honnan.Inference.Sessions;
using Microsoft.ML.OnnxRuntime;

namespace Honnan.Inference.Quantizing;

/// <summary>Finds the ranges of a graph's tensors by running it on pictures.</summary>
internal static class Calibration
{
    /// <summary>The range of every tensor that may be kept in 8 bits.</summary>
    /// <param name="file">The float32 model.</param>
    /// <param name="graph">The same.</param>
    /// <param name="pictures">What it is run on, one at a time: [3,H,W] in [-1,1].</param>
    /// <param name="stop">Ends the work between two pictures.</param>
    public static Dictionary<string, QuantizedRange> Ranges(
        OnnxModelFile file, FloatGraph graph, IReadOnlyList<(float[] Values, PictureSize Size)> pictures, CancellationToken stop)
    {
        string[] tensors = [.. graph.Tensors];
        ModelProto watched = file.Model.Clone();
        watched.Graph.Output.AddRange(tensors.Where(t => watched.Graph.Output.All(o => o.Name != t) && t != Data.Answers.ExportedModel.Pictures).Select(t => new ValueInfoProto
        {
            Name = t,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
        }));
        using SessionOptions options = OnnxSession.Options(threads: 0);
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC; // layouts stay plain
        using var session = new InferenceSession(watched.ToByteArray(), options);
        var histograms = tensors.ToDictionary(t => t, _ => new RangeHistogram(), StringComparer.Ordinal);
        Pass(session, pictures, histograms, (histogram, values) => histogram.Reach(values), stop);
        Pass(session, pictures, histograms, (histogram, values) => histogram.Count(values), stop);
        Dictionary<string, QuantizedRange> ranges = histograms.ToDictionary(h => h.Key, h => h.Value.Best(), StringComparer.Ordinal);

        // A pooling that only chooses gives the numbers that it was given.
        foreach (NodeProto pool in graph.Pools)
        {
            if (ranges.TryGetValue(pool.Input[0], out QuantizedRange range))
            {
                ranges[pool.Output[0]] = range;
            }
        }

        return ranges;
    }

    private delegate void Look(RangeHistogram histogram, ReadOnlySpan<float> values);

    private static void Pass(
        InferenceSession session, IReadOnlyList<(float[] Values, PictureSize Size)> pictures, Dictionary<string, RangeHistogram> histograms, Look look, CancellationToken stop)
    {
        using var run = new RunOptions();
        string[] outputs = [.. session.OutputNames.Where(histograms.ContainsKey)];
        foreach ((float[] values, PictureSize size) in pictures)
        {
            stop.ThrowIfCancellationRequested();
            if (histograms.TryGetValue(Data.Answers.ExportedModel.Pictures, out RangeHistogram? input))
            {
                look(input, values);
            }

            using OrtValue picture = OrtValue.CreateTensorValueFromMemory(values, [1, 3, size.Height, size.Width]);
            using IDisposableReadOnlyCollection<OrtValue> given = session.Run(run, [Data.Answers.ExportedModel.Pictures], [picture], outputs);
            Parallel.For(0, outputs.Length, i => look(histograms[outputs[i]], given[i].GetTensorDataAsSpan<float>()));
        }
    }
}
