using Google.Protobuf;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Configuration;
using Honnan.Data.Onnx;
using Honnan.Inference.Files;
using Honnan.Inference.Sessions;

namespace Honnan.Inference.Quantizing;

/// <summary>
/// Brings a float32 model's convolutions and linear layers, but for the head, to 8 bits. Which of them stay in float32 is measured: each is quantised alone, and
/// those that move the logits most are left out until enough pictures keep their country and the logits are near enough.
/// </summary>
internal sealed class Int8Quantizer(OnnxModelFile file)
{
    private const double WantedAgreement = 0.985;

    // Of pictures that were learned from nearly all keep their country whatever is done, so the noise counts as well, in units of
    // the temperature: where probabilities are calibrated, so many of unseen pictures' best two countries are nearer than that.
    private const double WantedNoise = 0.036;
    private const int PicturesOfSensitivity = 12;
    private static readonly double[] SharesLeft = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4];

    private readonly FloatGraph _graph = new(file.Model.Graph);

    /// <summary>The int8 model's file.</summary>
    /// <param name="calibration">Views of training pictures by which ranges are found.</param>
    /// <param name="comparison">Other training pictures, by which models are compared.</param>
    /// <param name="progress">Called with a share and a text.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">The model has no such layer, or there is no picture.</exception>
    public (byte[] Model, Int8Summary Summary) Quantize(
        IReadOnlyList<ViewPixels> calibration, IReadOnlyList<ViewPixels> comparison, Action<double, string>? progress, CancellationToken stop)
    {
        if (_graph.Units.Count == 0 || calibration.Count == 0 || comparison.Count == 0)
        {
            throw new InputException(_graph.Units.Count == 0 ? $"model '{file.Path}' has no convolution or linear layer that could be in int8" : "int8 needs pictures to be calibrated by");
        }

        progress?.Invoke(0, "ranges");
        Int8Numbers numbers = Numbers(calibration, stop);
        NetOutputs[] calibrated;
        NetOutputs[] exact;
        using (var session = new OnnxSession(file, threads: 0))
        {
            calibrated = Outputs(session, calibration, stop);
            exact = Outputs(session, comparison, stop);
        }

        string[] order = [.. Sensitivity(numbers, comparison, exact, progress, stop)];
        var trials = new Dictionary<int, (ModelProto Model, Int8Summary Summary)>();
        (int low, int high) = (0, SharesLeft.Length - 1); // what is left out more lets less noise in: the least share that will do is sought by halves
        while (low < high)
        {
            int middle = (low + high) / 2;
            Int8Summary summary = Trial(middle).Summary;
            (low, high) = summary.Agreement >= WantedAgreement && summary.Noise <= WantedNoise ? (low, middle) : (middle + 1, high);
        }

        (ModelProto chosen, Int8Summary told) = Trial(low);
        if (told.Agreement < WantedAgreement || told.Noise > WantedNoise)
        {
            progress?.Invoke(1, $"with as many layers in float32 as may be, {told.Agreement:0.0 %} of pictures keep their country ({WantedAgreement:0.0 %} wanted), and logits are off by {told.Noise:0.000} temperatures ({WantedNoise:0.000} wanted)");
        }

        return (Described(chosen, told), told);

        (ModelProto Model, Int8Summary Summary) Trial(int share)
        {
            if (!trials.TryGetValue(share, out (ModelProto Model, Int8Summary Summary) trial))
            {
                string[] left = order[..(int)Math.Ceiling(SharesLeft[share] * order.Length)];
                ModelProto model = Corrected(numbers, left, calibration, calibrated, stop);
                Int8Summary summary = Compare(model, left, calibration.Count, comparison, exact, stop);
                trial = trials[share] = (model, summary);
                progress?.Invoke(0.9, $"{left.Length} of {order.Length} layers left in float32: {summary.Agreement:0.0 %} of pictures keep their country, logits off by {summary.Noise:0.000} temperatures");
            }

            return trial;
        }
    }

    /// <summary>Every layer quantised by its range and nothing measured: for timing alone.</summary>
    internal byte[] Plain(IReadOnlyList<ViewPixels> calibration, CancellationToken stop)
    {
        Int8Numbers numbers = Numbers(calibration, stop);
        return Described(Written(numbers, []), summary: null);
    }

    /// <summary>The layers, the most sensitive first: by the mean square of what each alone moves in the logits.</summary>
    private IEnumerable<string> Sensitivity(
        Int8Numbers numbers, IReadOnlyList<ViewPixels> comparison, NetOutputs[] exact, Action<double, string>? progress, CancellationToken stop)
    {
        ViewPixels[] few = [.. comparison.Take(PicturesOfSensitivity)];
        var moved = new List<(string Name, double Error)>();
        foreach (QuantizedUnit unit in _graph.Units)
        {
            progress?.Invoke(0.1 + (0.7 * moved.Count / _graph.Units.Count), $"sensitivity of {moved.Count + 1} of {_graph.Units.Count} layers");
            string[] others = [.. _graph.Units.Select(u => u.Name).Where(n => n != unit.Name)];
            using OnnxSession session = Open(Written(numbers, others));
            moved.Add((unit.Name, MeanSquare(Outputs(session, few, stop), exact)));
        }

        return moved.OrderByDescending(m => m.Error).Select(m => m.Name);
    }

    /// <summary>A model in whole numbers, with what that moves the head's inputs by on the whole taken back.</summary>
    private ModelProto Corrected(
        Int8Numbers numbers, string[] left, IReadOnlyList<ViewPixels> calibration, NetOutputs[] exact, CancellationToken stop)
    {
        ModelProto model = Written(numbers, left);
        using OnnxSession session = Open(model);
        NetOutputs[] rounded = Outputs(session, calibration, stop);
        PooledCorrection.Add(model.Graph, Array.ConvertAll(exact, o => o.PooledOf(0).ToArray()), Array.ConvertAll(rounded, o => o.PooledOf(0).ToArray()));
        return model;
    }

    private Int8Summary Compare(
        ModelProto model, string[] left, int calibrated, IReadOnlyList<ViewPixels> comparison, NetOutputs[] exact, CancellationToken stop)
    {
        using OnnxSession session = Open(model);
        NetOutputs[] outputs = Outputs(session, comparison, stop);
        return new Int8Summary
        {
            Calibrated = calibrated,
            Convolutions = _graph.Units.Count,
            Left = left,
            Compared = comparison.Count,
            Agreement = outputs.Zip(exact, (a, b) => Guess(a.Logits) == Guess(b.Logits) ? 1.0 : 0).Average(),
            Noise = Math.Sqrt(MeanSquare(outputs, exact)) / (file.Document.Rules.Calibration?.Temperature ?? 1),
        };
    }

    private ModelProto Written(Int8Numbers numbers, string[] left)
    {
        HashSet<string> chosen = [.. _graph.Units.Select(u => u.Name).Except(left)];
        ModelProto model = file.Model.Clone();
        model.Graph = QuantizedGraph.Write(_graph, numbers.Ranges, numbers.Weights, chosen);
        return model;
    }

    private byte[] Described(ModelProto model, Int8Summary? summary)
    {
        model.MetadataProps.Clear();
        string document = StrictJson.Write(file.Document with
        {
            Precision = ModelPrecision.Int8,
            Int8 = summary,
            Cam = file.Document.Cam is { } cam ? cam with { Factors = PooledCorrection.FactorsOf(model.Graph) } : null,
        });
        model.MetadataProps.Add(new StringStringEntryProto { Key = ExportedModel.Key, Value = document });
        return model.ToByteArray();
    }

    private Int8Numbers Numbers(IReadOnlyList<ViewPixels> calibration, CancellationToken stop)
    {
        Dictionary<string, QuantizedRange> ranges = Calibration.Ranges(file, _graph, calibration, stop);
        Dictionary<string, InputMoments> moments = Calibration.Moments(file, _graph, calibration, stop);
        return new Int8Numbers(ranges, _graph.Units.ToDictionary(u => u.Name, u => WeightsOf(u, moments, ranges), StringComparer.Ordinal));
    }

    private RoundedWeights WeightsOf(QuantizedUnit unit, Dictionary<string, InputMoments> moments, Dictionary<string, QuantizedRange> ranges)
    {
        NodeProto node = unit.Node;
        TensorProto weights = _graph.Constants[node.Input[1]];
        string? biasName = unit.Bias ?? node.Input.ElementAtOrDefault(2);
        TensorProto? bias = biasName is null ? null : _graph.Constants[biasName];
        return RoundedWeights.Round(unit.IsLinear ? Transposed.Of(weights) : weights, bias, moments.GetValueOrDefault(unit.Name), ConvolutionShape.GroupsOf(node), ranges[node.Input[0]].Scale);
    }

    private OnnxSession Open(ModelProto model) => new(OnnxModelFile.Read(file.Path, Described(model, summary: null)), threads: 0);

    private static NetOutputs[] Outputs(OnnxSession session, IReadOnlyList<ViewPixels> pictures, CancellationToken stop) =>
        [.. pictures.Select(p => session.Run(p.Numbers(), 1, p.Size, WantedOutputs.Pooled, stop))];

    /// <summary>Of the logits' differences, less their mean, which changes no probability; over all pictures and countries.</summary>
    private static double MeanSquare(NetOutputs[] some, NetOutputs[] others) => some.Zip(others, (a, b) =>
    {
        double[] off = [.. a.Logits.Zip(b.Logits, (x, y) => (double)x - y)];
        double mean = off.Average();
        return off.Average(d => (d - mean) * (d - mean));
    }).Average();

    /// <summary>What the tensors and weights of a graph are in whole numbers.</summary>
    private sealed record Int8Numbers(IReadOnlyDictionary<string, QuantizedRange> Ranges, IReadOnlyDictionary<string, RoundedWeights> Weights);

    private static int Guess(float[] logits) => Array.IndexOf(logits, logits.Max());
}
