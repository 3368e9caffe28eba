using System.Runtime.InteropServices;
using Google.Protobuf;
using Honnan.Data.Onnx;
using static Honnan.Data.Onnx.TensorProto.Types;

namespace Honnan.Inference.Quantizing;

/// <summary>
/// Writes a float32 graph anew with chosen layers in 8 bits: each kept tensor is quantised once, after its activation
/// (which cutting off to the range then does by itself), and dequantised for all who read it; weights are int8 by output
/// channel, symmetric; a convolution's biases int32 in steps of both scales, a linear layer's float32. ONNX Runtime makes
/// whole-number kernels of these pairs.
/// </summary>
internal sealed class QuantizedGraph
{
    private readonly FloatGraph _source;
    private readonly IReadOnlyDictionary<string, QuantizedRange> _ranges;
    private readonly IReadOnlyDictionary<string, RoundedWeights> _weights;
    private readonly GraphProto _graph = new();
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _readAs = new(StringComparer.Ordinal);

    private QuantizedGraph(FloatGraph source, IReadOnlyDictionary<string, QuantizedRange> ranges, IReadOnlyDictionary<string, RoundedWeights> weights) =>
        (_source, _ranges, _weights) = (source, ranges, weights);

    /// <summary>The graph with the chosen units in 8 bits.</summary>
    /// <param name="source">In float32.</param>
    /// <param name="ranges">Of every tensor of <see cref="FloatGraph.Tensors"/>.</param>
    /// <param name="weights">Of every unit, by its name.</param>
    /// <param name="chosen">Names of units.</param>
    public static GraphProto Write(
        FloatGraph source, IReadOnlyDictionary<string, QuantizedRange> ranges, IReadOnlyDictionary<string, RoundedWeights> weights, IReadOnlySet<string> chosen) =>
        new QuantizedGraph(source, ranges, weights).Write(chosen);

    private GraphProto Write(IReadOnlySet<string> chosen)
    {
        _graph.Name = _source.Graph.Name;
        _graph.Input.AddRange(_source.Graph.Input);
        _graph.Output.AddRange(_source.Graph.Output);
        QuantizedUnit[] units = [.. _source.Units.Where(u => chosen.Contains(u.Name))];
        _kept.UnionWith(units.SelectMany(u => u.Kept));

        // An addition or a pooling between kept tensors keeps what it makes.
        QuantizedUnit[] additions = [.. _source.Additions.Where(a => a.Node.Input.All(_kept.Contains) || Grow(a))];
        bool Grow(QuantizedUnit a) => a.Node.Input.Any(_kept.Contains) && _kept.Contains(a.Output);
        foreach (QuantizedUnit addition in additions)
        {
            _kept.UnionWith((string[])[.. addition.Node.Input, addition.Output]);
        }

        HashSet<NodeProto> dropped = [.. units.Concat(additions).Select(u => u.Activation).OfType<NodeProto>()];
        Dictionary<NodeProto, QuantizedUnit> whole = units.Concat(additions).ToDictionary(u => u.Node);
        foreach (string input in _source.Graph.Input.Select(i => i.Name).Where(_kept.Contains))
        {
            Keep(input, input);
        }

        foreach (NodeProto node in _source.Graph.Node.Where(n => !dropped.Contains(n)))
        {
            NodeProto copy = node.Clone();
            for (int i = 0; i < copy.Input.Count; i++)
            {
                copy.Input[i] = _readAs.GetValueOrDefault(copy.Input[i], copy.Input[i]);
            }

            QuantizedUnit? unit = whole.GetValueOrDefault(node);
            if (unit is not null && node.OpType != "Add")
            {
                Weights(copy, unit);
            }

            _graph.Node.Add(copy);
            string made = unit?.Output ?? node.Output[0];
            if (_kept.Contains(made))
            {
                Keep(node.Output[0], made);
            }
        }

        var used = _graph.Node.SelectMany(n => n.Input).ToHashSet(StringComparer.Ordinal);
        _graph.Initializer.AddRange(_source.Graph.Initializer.Where(t => used.Contains(t.Name)));
        return _graph;
    }

    /// <summary>Quantises a value under a tensor's range; all who read the tensor later read what is dequantised.</summary>
    private void Keep(string value, string tensor)
    {
        QuantizedRange range = _ranges[tensor];
        string scale = Number($"{tensor}.scale", range.Scale);
        string zero = Constant($"{tensor}.zero", DataType.Uint8, [], [range.Zero]);
        _graph.Node.Add(new NodeProto { OpType = "QuantizeLinear", Name = $"{tensor}.q", Input = { value, scale, zero }, Output = { $"{tensor}.q" } });
        _graph.Node.Add(new NodeProto { OpType = "DequantizeLinear", Name = $"{tensor}.dq", Input = { $"{tensor}.q", scale, zero }, Output = { $"{tensor}.dq" } });
        _readAs[tensor] = $"{tensor}.dq";
    }

    private void Weights(NodeProto written, QuantizedUnit unit)
    {
        NodeProto original = unit.Node;
        TensorProto stored = _source.Constants[original.Input[1]];
        RoundedWeights rounded = _weights[unit.Name];
        int outputs = rounded.Scales.Length;
        string name = stored.Name;
        string scale = Constant($"{name}.scale", DataType.Float, [outputs], MemoryMarshal.AsBytes<float>(rounded.Scales));
        string zero = Constant($"{name}.zero", DataType.Int8, [outputs], new byte[outputs]);
        sbyte[] whole = unit.IsLinear ? Transposed.Of(rounded.Whole, outputs) : rounded.Whole;
        string numbers = Constant($"{name}.int8", DataType.Int8, [.. stored.Dims], MemoryMarshal.AsBytes<sbyte>(whole));
        written.Input[1] = Dequantized($"{name}.dq", numbers, scale, zero, axis: unit.IsLinear ? 1 : 0);
        if (rounded.Bias is not { } bias)
        {
            return;
        }

        if (unit.IsLinear)
        {
            _readAs[unit.Bias!] = Constant($"{unit.Bias}.corrected", DataType.Float, [outputs], MemoryMarshal.AsBytes<float>(bias));
            return;
        }

        string biasName = original.Input[2];
        float input = _ranges[original.Input[0]].Scale;
        float[] biasScales = Array.ConvertAll(rounded.Scales, s => s * input);
        int[] sums = new int[outputs];
        for (int o = 0; o < outputs; o++)
        {
            sums[o] = (int)Math.Clamp(Math.Round((double)bias[o] / biasScales[o]), int.MinValue, int.MaxValue);
        }

        string biasScale = Constant($"{biasName}.scale", DataType.Float, [outputs], MemoryMarshal.AsBytes<float>(biasScales));
        string biasZero = Constant($"{biasName}.zero", DataType.Int32, [outputs], new byte[4 * outputs]);
        string biasNumbers = Constant($"{biasName}.int32", DataType.Int32, [outputs], MemoryMarshal.AsBytes<int>(sums));
        written.Input[2] = Dequantized($"{biasName}.dq", biasNumbers, biasScale, biasZero, axis: 0);
    }

    private string Dequantized(string name, string numbers, string scale, string zero, int axis)
    {
        _graph.Node.Add(new NodeProto
        {
            OpType = "DequantizeLinear",
            Name = name,
            Input = { numbers, scale, zero },
            Output = { name },
            Attribute = { new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = axis } },
        });
        return name;
    }

    private string Number(string name, float value) => Constant(name, DataType.Float, [], MemoryMarshal.AsBytes<float>([value]));

    private string Constant(string name, DataType type, long[] dims, ReadOnlySpan<byte> bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(dims);
        _graph.Initializer.Add(tensor);
        return name;
    }
}
