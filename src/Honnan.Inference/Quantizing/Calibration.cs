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
    /// <param name="pictures">What it is run on, one at a time.</param>
    /// <param name="stop">Ends the work between two pictures.</param>
    public static Dictionary<string, QuantizedRange> Ranges(
        OnnxModelFile file, FloatGraph graph, IReadOnlyList<ViewPixels> pictures, CancellationToken stop)
    {
        string[] tensors = [.. graph.Tensors];
        using InferenceSession session = Watching(file.Model, tensors);
        var histograms = tensors.ToDictionary(t => t, _ => new RangeHistogram(), StringComparer.Ordinal);
        Pass(session, pictures, histograms, (histogram, values, _) => histogram.Reach(values), stop);
        Pass(session, pictures, histograms, (histogram, values, _) => histogram.Count(values), stop);
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

    /// <summary>What every layer sees, by its name; convolutions that are not two-dimensional are left out.</summary>
    /// <param name="file">The float32 model.</param>
    /// <param name="graph">The same.</param>
    /// <param name="pictures">As in <see cref="Ranges"/>.</param>
    /// <param name="stop">Ends the work between two pictures.</param>
    public static Dictionary<string, InputMoments> Moments(
        OnnxModelFile file, FloatGraph graph, IReadOnlyList<ViewPixels> pictures, CancellationToken stop)
    {
        var moments = new Dictionary<string, InputMoments>(StringComparer.Ordinal);
        var byTensor = new Dictionary<string, List<InputMoments>>(StringComparer.Ordinal);
        foreach (QuantizedUnit unit in graph.Units)
        {
            TensorProto weights = graph.Constants[unit.Node.Input[1]];
            IReceptiveField? field = unit.IsLinear ? new LinearField((int)weights.Dims[0]) : ConvolutionShape.Of(unit.Node, weights);
            if (field is not null)
            {
                moments[unit.Name] = new InputMoments(field);
                (byTensor.TryGetValue(unit.Input, out List<InputMoments>? others) ? others : byTensor[unit.Input] = []).Add(moments[unit.Name]);
            }
        }

        using InferenceSession session = Watching(file.Model, byTensor.Keys);
        Pass(
            session,
            pictures,
            byTensor,
            (seen, values, shape) =>
            {
                foreach (InputMoments one in seen)
                {
                    one.Look(values, shape);
                }
            },
            stop);
        return moments;
    }

    /// <summary>A session that gives some of a model's tensors, too; caller disposes.</summary>
    private static InferenceSession Watching(ModelProto model, IEnumerable<string> tensors)
    {
        ModelProto watched = model.Clone();
        watched.Graph.Output.AddRange(tensors.Where(t => watched.Graph.Output.All(o => o.Name != t) && t != Data.Answers.ExportedModel.Pictures).Select(t => new ValueInfoProto
        {
            Name = t,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
        }));
        using SessionOptions options = OnnxSession.Options(threads: 0);
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC; // layouts stay plain
        return new InferenceSession(watched.ToByteArray(), options);
    }

    private delegate void Look<T>(T seen, ReadOnlySpan<float> values, IReadOnlyList<long> shape);

    private static void Pass<T>(
        InferenceSession session, IReadOnlyList<ViewPixels> pictures, Dictionary<string, T> seen, Look<T> look, CancellationToken stop)
    {
        using var run = new RunOptions();
        string[] outputs = [.. session.OutputNames.Where(seen.ContainsKey)];
        foreach (ViewPixels view in pictures)
        {
            stop.ThrowIfCancellationRequested();
            (float[] values, PictureSize size) = (view.Numbers(), view.Size);
            if (seen.TryGetValue(Data.Answers.ExportedModel.Pictures, out T? input))
            {
                look(input, values, [1, 3, size.Height, size.Width]);
            }

            using OrtValue picture = OrtValue.CreateTensorValueFromMemory(values, [1, 3, size.Height, size.Width]);
            using IDisposableReadOnlyCollection<OrtValue> given = session.Run(run, [Data.Answers.ExportedModel.Pictures], [picture], outputs);
            Parallel.For(0, outputs.Length, i => look(seen[outputs[i]], given[i].GetTensorDataAsSpan<float>(), given[i].GetTensorTypeAndShape().Shape));
        }
    }
}
