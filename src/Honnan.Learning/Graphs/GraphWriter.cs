using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Honnan.Data.Onnx;
using static TorchSharp.torch;

namespace Honnan.Learning.Graphs;

/// <summary>
/// Builds an ONNX graph node by node. Values are known by name; every method that makes one gives its name. The arithmetic
/// is float32 throughout; weights may be stored in half precision, to be widened when the graph is loaded. Not safe for use
/// by several threads at once.
/// </summary>
public sealed class GraphWriter
{
    /// <summary>The version of ONNX's own operators that the nodes mean: the first with Gelu.</summary>
    public const int Opset = 20;

    private readonly GraphProto _graph;
    private readonly long _halvedFrom;
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>Begins a graph of one input.</summary>
    /// <param name="name">Of the graph.</param>
    /// <param name="halvedFrom">Weights of so many numbers or more are stored in half precision, where its range suffices; null: none are.</param>
    public GraphWriter(string name, long? halvedFrom)
    {
        _graph = new GraphProto { Name = name };
        _halvedFrom = halvedFrom ?? long.MaxValue;
    }

    /// <summary>The graph as far as it is written.</summary>
    internal GraphProto Graph => _graph;

    /// <summary>Adds an input of float32.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="shape">Numbers, or names of what may be any number.</param>
    /// <returns>The same name.</returns>
    public string Input(string name, params IReadOnlyList<string> shape)
    {
        _graph.Input.Add(Described(name, shape));
        return name;
    }

    /// <summary>Makes a value an output of float32 and gives it a name of its own.</summary>
    /// <param name="value">What is to come out; written by this graph.</param>
    /// <param name="name">What it is called from then on.</param>
    /// <param name="shape">Numbers, or names of what may be any number.</param>
    public void Output(string value, string name, params IReadOnlyList<string> shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = name, Input = { value }, Output = { name } });
        _graph.Output.Add(Described(name, shape));
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="type">ONNX's name of the operator.</param>
    /// <param name="inputs">Names of values; an empty one leaves an optional input out.</param>
    /// <param name="attributes">Each a name and a long, a double, a string, or longs.</param>
    /// <returns>The name of the output.</returns>
    /// <exception cref="ArgumentException">An attribute is of another type.</exception>
    public string Node(string type, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, object Value)> attributes)
    {
        string output = $"{type}_{_made++}";
        var node = new NodeProto { OpType = type, Name = output, Output = { output } };
        node.Input.AddRange(inputs);
        node.Attribute.AddRange(attributes.Select(a => AttributeOf(a.Name, a.Value)));
        _graph.Node.Add(node);
        return output;
    }

    /// <summary>Adds weights.</summary>
    /// <param name="values">Of any floating type and layout; rounded to float32, or further. Stays the caller's.</param>
    /// <param name="name">What they are called, where others are to find them; null for any name.</param>
    /// <returns>The name of their value in float32.</returns>
    public string Weights(Tensor values, string? name = null)
    {
        string stored = name ?? $"weight_{_made++}";
        using var gradients = no_grad();
        using Tensor plain = values.detach();
        using Tensor single = plain.to_type(ScalarType.Float32);
        using Tensor near = single.cpu();
        using Tensor dense = near.contiguous();
        float[] numbers = dense.data<float>().ToArray();
        Half[] halves = numbers.Length >= _halvedFrom ? Array.ConvertAll(numbers, n => (Half)n) : [];
        bool half = halves.Length > 0 && Array.TrueForAll(halves, Half.IsFinite);
        var tensor = new TensorProto { Name = stored, DataType = (int)(half ? TensorProto.Types.DataType.Float16 : TensorProto.Types.DataType.Float) };
        tensor.Dims.AddRange(values.shape);
        tensor.RawData = ByteString.CopyFrom(half ? MemoryMarshal.AsBytes<Half>(halves) : MemoryMarshal.AsBytes<float>(numbers));
        _graph.Initializer.Add(tensor);
        return half ? Node("Cast", [stored], ("to", (long)TensorProto.Types.DataType.Float)) : stored;
    }

    /// <summary>A list of whole numbers, such as axes or a shape: int64 [count].</summary>
    public string Integers(params IReadOnlyList<long> values) => Constant($"[{string.Join(", ", values)}]", TensorProto.Types.DataType.Int64, [values.Count], MemoryMarshal.AsBytes<long>([.. values]));

    /// <summary>One whole number: int64 without dimensions.</summary>
    public string Integer(long value) => Constant($"{value}", TensorProto.Types.DataType.Int64, [], MemoryMarshal.AsBytes<long>([value]));

    /// <summary>One number: float32 without dimensions.</summary>
    public string Number(float value) => Constant($"{value.ToString("R", CultureInfo.InvariantCulture)}f", TensorProto.Types.DataType.Float, [], MemoryMarshal.AsBytes<float>([value]));

    private string Constant(string key, TensorProto.Types.DataType type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        if (!_constants.TryGetValue(key, out string? name))
        {
            name = $"constant_{_made++}";
            var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
            tensor.Dims.AddRange(shape);
            _graph.Initializer.Add(tensor);
            _constants.Add(key, name);
        }

        return name;
    }

    private static AttributeProto AttributeOf(string name, object value) => value switch
    {
        long number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number },
        double number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)number },
        string text => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(text) },
        IEnumerable<long> numbers => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { numbers } },
        _ => throw new ArgumentException($"attribute '{name}' is of {value.GetType()}; it must be a long, a double, a string or longs", nameof(value)),
    };

    private static ValueInfoProto Described(string name, IReadOnlyList<string> shape)
    {
        var sides = new TensorShapeProto();
        sides.Dim.AddRange(shape.Select(side => long.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? new TensorShapeProto.Types.Dimension { DimValue = number }
            : new TensorShapeProto.Types.Dimension { DimParam = side }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = sides } },
        };
    }
}
