using Honnan.Data.Answers;
using Honnan.Data.Onnx;
using static Honnan.Data.Onnx.TensorProto.Types;

namespace Honnan.Inference.Files;

/// <summary>
/// Looks a model through before it is given to native code: only what <c>honnan export</c> writes passes. In particular
/// nothing outside the file is read, no operator runs a graph of its own, and every constant is as large as it says.
/// </summary>
internal sealed class ModelCheck(ModelProto model, ExportedModel document)
{
    private const int OldestOpset = 17; // the first with LayerNormalization
    private const int NewestOpset = 20;
    private const int NewestIr = 10;
    private const int MaxNodes = 20_000;
    private const int MaxConstants = 20_000;
    private const int MaxRank = 8;
    private const long MaxSize = 1 << 24; // the largest number in a shape, an axis or a range
    private const int MaxSizes = 64; // such numbers in one constant

    /// <summary>What is wrong with it, or null.</summary>
    public string? FirstFault() => Faults().FirstOrDefault();

    private IEnumerable<string> Faults() => Versions().Concat(Extras()).Concat(Constants()).Concat(Ends()).Concat(Nodes());

    private IEnumerable<string> Versions()
    {
        if (model.IrVersion is < 8 or > NewestIr)
        {
            yield return $"it is of ONNX's file version {model.IrVersion}; versions 8 to {NewestIr} are known";
        }

        foreach (OperatorSetIdProto set in model.OpsetImport.Where(s => s.Domain is not ("" or "ai.onnx")))
        {
            yield return $"it uses the custom operators of '{Shown(set.Domain)}'";
        }

        if (model.OpsetImport.Count != 1 || model.OpsetImport[0].Version is < OldestOpset or > NewestOpset)
        {
            yield return $"its operators must be of one set from {OldestOpset} to {NewestOpset}, not {string.Join(", ", model.OpsetImport.Take(3).Select(s => s.Version))}";
        }
    }

    private IEnumerable<string> Extras()
    {
        if (model.Graph is null)
        {
            yield return "it has no graph";
            yield break;
        }

        if (model.Functions.Count > 0 || model.TrainingInfo.Count > 0)
        {
            yield return "it defines functions or training of its own";
        }

        if (model.Graph.SparseInitializer.Count > 0)
        {
            yield return "it has sparse constants";
        }

        if (model.Graph.Node.Count is 0 or > MaxNodes || model.Graph.Initializer.Count > MaxConstants)
        {
            yield return $"it has {model.Graph.Node.Count} nodes and {model.Graph.Initializer.Count} constants; at most {MaxNodes} and {MaxConstants} are accepted";
        }

        if (model.Graph.Name != document.Net)
        {
            yield return $"its metadata are of the net '{Shown(document.Net)}', but its graph is '{Shown(model.Graph.Name)}'";
        }
    }

    private IEnumerable<string> Constants()
    {
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            if (ConstantFault(tensor) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static string? ConstantFault(TensorProto tensor)
    {
        string name = $"constant '{Shown(tensor.Name)}'";
        if (tensor.DataLocation != DataLocation.Default || tensor.ExternalData.Count > 0)
        {
            return $"{name} lies in another file ({Shown(tensor.ExternalData.FirstOrDefault(e => e.Key == "location")?.Value ?? "no name")})";
        }

        int bytes = (DataType)tensor.DataType switch
        {
            DataType.Float or DataType.Int32 => 4,
            DataType.Float16 => 2,
            DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
            DataType.Int64 => 8,
            _ => 0,
        };
        if (bytes == 0)
        {
            return $"{name} is of type {tensor.DataType}, which no exported model has";
        }

        // Numbers outside raw_data are ignored by readers or read twice; and the sizes must multiply to what is there.
        if (tensor.FloatData.Count + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.DoubleData.Count + tensor.Uint64Data.Count + tensor.StringData.Count > 0 || tensor.Segment is not null)
        {
            return $"{name} keeps its numbers in another way than exported models do";
        }

        long left = tensor.RawData.Length;
        if (tensor.Dims.Count > MaxRank || tensor.Dims.Any(d => d < 0 || d > left) || tensor.Dims.Aggregate((UInt128)(uint)bytes, (size, d) => UInt128.Min(size * (ulong)d, uint.MaxValue)) != (UInt128)(ulong)left)
        {
            return $"{name} says that it is [{string.Join(", ", tensor.Dims.Take(MaxRank))}], but has {left} bytes";
        }

        return tensor.DataType == (int)DataType.Int64 ? SizesFault(name, tensor) : null;
    }

    /// <summary>Whole numbers are shapes, axes and ranges: none may ask for more memory than a machine has.</summary>
    private static string? SizesFault(string name, TensorProto tensor)
    {
        ReadOnlySpan<long> numbers = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(tensor.RawData.Span);
        if (numbers.Length > MaxSizes)
        {
            return $"{name} lists {numbers.Length} whole numbers; at most {MaxSizes} are accepted";
        }

        double product = 1;
        foreach (long number in numbers)
        {
            product *= number == long.MaxValue ? 1 : Math.Max(1, (double)number);
        }

        return product > MaxSize ? $"{name} asks for [{string.Join(", ", numbers.ToArray().Take(MaxRank))}], which is too large" : null;
    }

    private IEnumerable<string> Nodes()
    {
        var known = new HashSet<string>(model.Graph.Input.Select(i => i.Name), StringComparer.Ordinal) { "" };
        foreach (TensorProto tensor in model.Graph.Initializer.Where(t => !known.Add(t.Name)))
        {
            yield return $"the name '{Shown(tensor.Name)}' is used twice";
        }

        foreach (NodeProto node in model.Graph.Node)
        {
            string name = $"node '{Shown(node.Name)}'";
            if (node.Domain is not ("" or "ai.onnx") || node.Overload.Length > 0 || !KnownOperators.Contain(node.OpType))
            {
                yield return $"{name} is of the operator '{Shown(node.Domain)}{(node.Domain.Length > 0 ? "." : "")}{Shown(node.OpType)}', which no exported model has";
            }

            if (node.Attribute.Any(a => a.G is not null || a.Graphs.Count > 0 || a.SparseTensor is not null || a.SparseTensors.Count > 0 || a.Tp is not null || a.TypeProtos.Count > 0 || a.RefAttrName.Length > 0))
            {
                yield return $"{name} has a graph of its own";
            }

            foreach (TensorProto tensor in node.Attribute.SelectMany(a => a.Tensors.Append(a.T)).OfType<TensorProto>())
            {
                if (ConstantFault(tensor) is { } fault)
                {
                    yield return fault;
                }
            }

            if (node.Attribute.Any(a => a.Ints.Count > MaxSizes || a.Floats.Count > MaxSizes || a.Ints.Any(i => Math.Abs((double)i) > MaxSize)))
            {
                yield return $"{name} has an attribute that is too large";
            }

            foreach (string missing in node.Input.Where(i => !known.Contains(i)))
            {
                yield return $"{name} needs '{Shown(missing)}', which nothing before it makes";
            }

            foreach (string twice in node.Output.Where(o => o.Length > 0 && !known.Add(o)))
            {
                yield return $"the name '{Shown(twice)}' is used twice";
            }
        }
    }

    private IEnumerable<string> Ends()
    {
        if (model.Graph.Input.Count != 1 || !IsFloat(model.Graph.Input[0], ExportedModel.Pictures, 4) || !Is(model.Graph.Input[0], 1, 3))
        {
            yield return $"its one input must be '{ExportedModel.Pictures}', float32 [N, 3, height, width]";
        }

        (string Name, int Rank)[] outputs = [(ExportedModel.Logits, 2), (ExportedModel.Features, 4), (ExportedModel.Pooled, 2)];
        if (model.Graph.Output.Count != outputs.Length || outputs.Where((o, i) => !IsFloat(model.Graph.Output[i], o.Name, o.Rank)).Any())
        {
            yield return $"its outputs must be '{ExportedModel.Logits}', '{ExportedModel.Features}' and '{ExportedModel.Pooled}', float32";
        }
        else if (!Is(model.Graph.Output[0], 1, document.Countries.Count))
        {
            yield return $"its metadata name {document.Countries.Count} countries, but its graph gives another number of logits";
        }
    }

    private static bool IsFloat(ValueInfoProto value, string name, int rank) =>
        value.Name == name && value.Type?.TensorType is { ElemType: (int)DataType.Float } tensor && tensor.Shape?.Dim.Count == rank;

    private static bool Is(ValueInfoProto value, int axis, int size) => value.Type.TensorType.Shape.Dim[axis].DimValue == size;

    /// <summary>A name from the file, fit for one line.</summary>
    private static string Shown(string text) => new([.. text.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
