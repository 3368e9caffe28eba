using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Onnx;

namespace Honnan.Inference.Files;

/// <summary>What an exported model's file holds, looked through as before prediction; nothing of it is run.</summary>
public sealed class ExportedContents
{
    private ExportedContents(OnnxModelFile file) => (Document, Constants) = (file.Document, [.. file.Model.Graph.Initializer.Select(Of)]);

    /// <summary>What it says of itself.</summary>
    public ExportedModel Document { get; }

    /// <summary>Weights, and the shapes and ranges of its graph, in the file's order.</summary>
    public IReadOnlyList<ExportedConstant> Constants { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">There is none, or it is no model that this program exported, damaged, or hostile.</exception>
    public static ExportedContents Read(string path) => new(OnnxModelFile.Open(path));

    private static ExportedConstant Of(TensorProto tensor)
    {
        var type = (TensorProto.Types.DataType)tensor.DataType;
        return new ExportedConstant(tensor.Name, [.. tensor.Dims], type == TensorProto.Types.DataType.Float ? "float32" : $"{type}".ToLowerInvariant(), tensor.RawData.Memory);
    }
}
