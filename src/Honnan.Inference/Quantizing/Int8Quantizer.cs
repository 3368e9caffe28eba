using Google.Protobuf;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Configuration;
using Honnan.Data.Onnx;
using Honnan.Inference.Files;
using Honnan.Inference.Sessions;

namespace Honnan.Inference.Quantizing;

/// <summary>
/// Brings a float32 model's convolutions to 8 bits. Which of them stay in float32 is measured: each is quantised alone, and
/// those that move the logits most are left out until enough pictures keep their country.
/// </summary>
internal sealed class Int8Quantizer(OnnxModelFile file)
{
    private const double WantedAgreement = 0.985;
    private const int PicturesOfSensitivity = 12;
    private static readonly double[] SharesLeft = [0, 0.02, 0.05, 0.1, 0.2, 0.35];

    private readonly FloatGraph _graph = new(file.Model.Graph);

    /// <summary>The int8 model's file.</summary>
    /// <param name="calibration">Training pictures by which ranges are found: [3,H,W] in [-1,1].</param>
    /// <param name="comparison">Other training pictures, by which models are compared.</param>
    /// <param name="progress">Called with a share and a text.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">The model has no convolution, or there is no picture.</exception>
    public (byte[] Model, Int8Summary Summary) Quantize(
        IReadOnlyList<(float[] Values, PictureSize Size)> calibration, IReadOnlyList<(float[] Values, PictureSize Size)> comparison, Action<double, string>? progress, CancellationToken stop)
    {
        if (_graph.Units.Count == 0 || calibration.Count == 0 || comparison.Count == 0)
        {
            throw new InputException(_graph.Units.Count == 0 ? $"model '{file.Path}' has no convolution that could be in int8" : "int8 needs pictures to be calibrated by");
        }

        progress?.Invoke(0, "ranges");
        Dictionary<string, QuantizedRange> ranges = Calibration.Ranges(file, _graph, calibration, stop);
        float[][] exact;
        using (var session = new OnnxSession(file, threads: 0))
        {
            exact = Logits(session, comparison, stop);
        }

        string[] order = [.. Sensitivity(ranges, comparison, exact, progress, stop)];
        (byte[] Model, Int8Summary Summary)? best = null;
        foreach (double share in SharesLeft)
        {
            int left = (int)Math.Ceiling(share * order.Length);
            (byte[] Model, Int8Summary Summary) trial = Trial(ranges, order[..left], calibration.Count, comparison, exact, stop);
            progress?.Invoke(0.9, $"{left} of {order.Length} convolutions left in float32: {trial.Summary.Agreement:0.0 %} of pictures keep their country");
            best = best is null || trial.Summary.Agreement > best.Value.Summary.Agreement ? trial : best;
            if (trial.Summary.Agreement >= WantedAgreement)
            {
                break;
            }
        }

        return best!.Value;
    }

    /// <summary>Every convolution quantised by its range and nothing measured: for timing alone.</summary>
    internal byte[] Plain(IReadOnlyList<(float[] Values, PictureSize Size)> calibration, CancellationToken stop)
    {
        Dictionary<string, QuantizedRange> ranges = Calibration.Ranges(file, _graph, calibration, stop);
        return Written(ranges, [], summary: null);
    }

    /// <summary>The convolutions, the most sensitive first: by the mean square of what each alone moves in the logits.</summary>
    private IEnumerable<string> Sensitivity(
        Dictionary<string, QuantizedRange> ranges, IReadOnlyList<(float[] Values, PictureSize Size)> comparison, float[][] exact, Action<double, string>? progress, CancellationToken stop)
    {
        (float[] Values, PictureSize Size)[] few = [.. comparison.Take(PicturesOfSensitivity)];
        var moved = new List<(string Name, double Error)>();
        foreach (QuantizedUnit unit in _graph.Units)
        {
            progress?.Invoke(0.1 + (0.7 * moved.Count / _graph.Units.Count), $"sensitivity of {moved.Count + 1} of {_graph.Units.Count} convolutions");
            string[] others = [.. _graph.Units.Select(u => u.Name).Where(n => n != unit.Name)];
            using OnnxSession session = Open(Written(ranges, others, summary: null));
            float[][] logits = Logits(session, few, stop);
            moved.Add((unit.Name, logits.Zip(exact, (a, b) => a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Sum()).Average()));
        }

        return moved.OrderByDescending(m => m.Error).Select(m => m.Name);
    }

    private (byte[] Model, Int8Summary Summary) Trial(
        Dictionary<string, QuantizedRange> ranges, string[] left, int calibrated, IReadOnlyList<(float[] Values, PictureSize Size)> comparison, float[][] exact, CancellationToken stop)
    {
        using OnnxSession session = Open(Written(ranges, left, summary: null));
        float[][] logits = Logits(session, comparison, stop);
        var summary = new Int8Summary
        {
            Calibrated = calibrated,
            Convolutions = _graph.Units.Count,
            Left = left,
            Compared = comparison.Count,
            Agreement = logits.Zip(exact, (a, b) => Guess(a) == Guess(b) ? 1.0 : 0).Average(),
        };
        return (Written(ranges, left, summary), summary);
    }

    private byte[] Written(Dictionary<string, QuantizedRange> ranges, string[] left, Int8Summary? summary)
    {
        HashSet<string> chosen = [.. _graph.Units.Select(u => u.Name).Except(left)];
        ModelProto model = file.Model.Clone();
        model.Graph = QuantizedGraph.Write(_graph, ranges, chosen);
        model.MetadataProps.Clear();
        string document = StrictJson.Write(file.Document with { Precision = ModelPrecision.Int8, Int8 = summary });
        model.MetadataProps.Add(new StringStringEntryProto { Key = ExportedModel.Key, Value = document });
        return model.ToByteArray();
    }

    private OnnxSession Open(byte[] model) => new(OnnxModelFile.Read(file.Path, model), threads: 0);

    private static float[][] Logits(OnnxSession session, IReadOnlyList<(float[] Values, PictureSize Size)> pictures, CancellationToken stop) =>
        [.. pictures.Select(p => session.Run(p.Values, 1, p.Size, WantedOutputs.Logits, stop).Logits)];

    private static int Guess(float[] logits) => Array.IndexOf(logits, logits.Max());
}
