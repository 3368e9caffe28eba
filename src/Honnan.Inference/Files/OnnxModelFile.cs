using System.Runtime.InteropServices;
using Google.Protobuf;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Configuration;
using Honnan.Data.Onnx;
using Honnan.Data.Sources;

namespace Honnan.Inference.Files;

/// <summary>An exported model's file, looked through before anything of it is run.</summary>
internal sealed class OnnxModelFile
{
    private const long MostBytes = 1L << 30; // the largest net that is exported has a quarter of it

    private readonly Dictionary<string, TensorProto> _constants;

    private OnnxModelFile(string path, byte[] bytes, ModelProto model, ExportedModel document)
    {
        (Path, Bytes, Model, Document) = (path, bytes, model, document);
        _constants = model.Graph.Initializer.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>Where it is, for messages.</summary>
    public string Path { get; }

    /// <summary>The whole file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The same, taken apart.</summary>
    public ModelProto Model { get; }

    /// <summary>What it says of itself.</summary>
    public ExportedModel Document { get; }

    /// <summary>Numbers of its constants, shapes and the like left out.</summary>
    public long Parameters => Model.Graph.Initializer
        .Where(t => t.DataType != (int)TensorProto.Types.DataType.Int64)
        .Sum(t => t.Dims.Aggregate(1L, (all, d) => all * d));

    /// <summary>Reads a file and looks it through.</summary>
    /// <exception cref="InputException">There is none, or it is no model that this program exported, damaged, or hostile.</exception>
    public static OnnxModelFile Open(string path)
    {
        byte[] bytes;
        try
        {
            var file = new FileInfo(path);
            bytes = !file.Exists ? throw new InputException($"no model '{path}'")
                : FileKind.Irregular(path) is { } kind ? throw new InputException($"model '{path}' is {kind}, not a file")
                : file.Length > MostBytes ? throw new InputException($"model '{path}' has {file.Length >> 20} MiB; at most {MostBytes >> 20} are read")
                : File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"model '{path}' cannot be read: {error.Message}", error);
        }

        return Read(path, bytes);
    }

    /// <summary>Looks a file's bytes through; takes them over.</summary>
    /// <exception cref="InputException">They are no model that this program exported, damaged, or hostile.</exception>
    public static OnnxModelFile Read(string path, byte[] bytes)
    {
        if (ModelPieces.Fault(bytes) is { } swollen)
        {
            throw new InputException($"model '{path}' is refused: {swollen}");
        }

        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new InputException($"'{path}' is no ONNX model, or a damaged one: {error.Message}", error);
        }

        StringStringEntryProto[] documents = [.. model.MetadataProps.Where(p => p.Key == ExportedModel.Key)];
        if (documents.Length != 1)
        {
            throw new InputException($"'{path}' has no metadata '{ExportedModel.Key}': it was not written by honnan export, or is damaged");
        }

        var document = StrictJson.Parse<ExportedModel>(documents[0].Value, $"{path}, metadata '{ExportedModel.Key}'");
        document = document with { Loading = document.Loading.OfAnyMachine() };
        var check = new ModelCheck(model, document);
        return check.FirstFault() is { } fault ? throw new InputException($"model '{path}' is refused: {fault}") : new OnnxModelFile(path, bytes, model, document);
    }

    /// <summary>A constant's shape and numbers in float32.</summary>
    /// <exception cref="InputException">There is none of that name, or it is of another type.</exception>
    public (long[] Shape, float[] Values) Constant(string name)
    {
        if (!_constants.TryGetValue(name, out TensorProto? tensor) || (TensorProto.Types.DataType)tensor.DataType is not (TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Float16))
        {
            throw new InputException($"model '{Path}' is refused: its metadata names the constant '{name}', and there is none of float32 or float16");
        }

        ReadOnlySpan<byte> raw = tensor.RawData.Span;
        float[] values = tensor.DataType == (int)TensorProto.Types.DataType.Float
            ? MemoryMarshal.Cast<byte, float>(raw).ToArray()
            : Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(raw).ToArray(), h => (float)h);
        return ([.. tensor.Dims], values);
    }
}
