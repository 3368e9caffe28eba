using Google.Protobuf;
using Honnan.Data.Answers;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Data.Onnx;
using Honnan.Learning.Graphs;
using Honnan.Learning.Models;
using static TorchSharp.torch;

namespace Honnan.Learning.Export;

/// <summary>Writes trained models as ONNX files that need nothing beside them.</summary>
public static class OnnxExport
{
    private const int IrVersion = 10; // ONNX 1.16: what opset 20's readers know
    private const string Producer = "honnan";
    private const string Batch = "batch";
    private const long LeastHalved = 4096; // numbers
    private const long PartsOfNet = 200; // weights of less than one of them stay whole

    /// <summary>Writes a model's file; whole or not at all.</summary>
    /// <param name="path">An earlier file is replaced.</param>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="half">Whether weights are stored in half precision.</param>
    /// <exception cref="Honnan.Data.InputException">The net is one of the user's own that cannot be written.</exception>
    public static void Write(string path, TrainedModel model, bool half)
    {
        byte[] file = Bytes(model, half);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>A model's file.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="half">Whether weights are stored in half precision.</param>
    /// <exception cref="Honnan.Data.InputException">The net is one of the user's own that cannot be written.</exception>
    public static byte[] Bytes(TrainedModel model, bool half)
    {
        (GraphProto graph, CamPath? cam) = Graph(model.Net, model.Description.Net, half);
        ModelDescription description = model.Description;
        var document = new ExportedModel
        {
            Net = description.Net,
            Precision = half ? ModelPrecision.Float16 : ModelPrecision.Float32,
            Countries = description.Countries,
            Loading = description.Loading.OfAnyMachine(),
            CamLayer = model.Net.Stages[^1].Name,
            Cam = cam,
            Rules = model.Rules,
            Fold = description.Fold,
            HoldOut = description.HoldOut,
            Selection = description.Selection,
            Learned = model.Learned is { Count: <= LearnedDigests.Most } learned ? $"{LearnedDigests.Of(learned.Digests)}" : null,
            Notice = NoticeOf(description.Net),
        };
        var file = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = Producer,
            ProducerVersion = $"{typeof(OnnxExport).Assembly.GetName().Version}",
            DocString = $"Names the country of a street picture: {description.Net}{(description.LastStage is { } last ? $" up to its stage {last}" : "")}, {description.Countries.Count} countries.",
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = GraphWriter.Opset } },
            MetadataProps = { new StringStringEntryProto { Key = ExportedModel.Key, Value = StrictJson.Write(document) } },
        };
        return file.ToByteArray();
    }

    /// <summary>A net's graph from pictures to logits, and the closed form of its heat maps.</summary>
    internal static (GraphProto Graph, CamPath? Cam) Graph(Net net, string name, bool half)
    {
        using var gradients = no_grad();
        var graph = new GraphWriter(name, half ? HalvedFrom(net) : null);
        string pictures = graph.Input(ExportedModel.Pictures, Batch, "3", "height", "width");
        (string map, string pooled, IReadOnlyList<CamStep>? neck) = net.Pooling.Write(graph, pictures);
        (string logits, IReadOnlyList<CamStep> head) = net.Head.Write(graph, pooled);
        graph.Output(logits, ExportedModel.Logits, Batch, $"{net.Head.Classes}");
        graph.Output(net.WriteSpatial(graph, map, pictures), ExportedModel.Features, Batch, $"{net.Stages[^1].Channels}", "rows", "columns");
        graph.Output(pooled, ExportedModel.Pooled, Batch, $"{net.Pooling.Channels}");
        return (graph.Graph, neck is null ? null : new CamPath { Layer = net.Stages[^1].Name, Neck = neck, Head = head });
    }

    // Short weights (biases, depthwise kernels, the first and narrowest convolutions) take little room and stay in float32, since their rounding
    // shows most: where those of 4,096 numbers were rounded in every net, the logits of an EfficientNet-Lite4 of random weights moved by 1.6 % of their range.
    private static long HalvedFrom(Net net) => Math.Max(LeastHalved, net.parameters().Sum(p => p.numel()) / PartsOfNet);

    private static string? NoticeOf(string net) => net == "tf_efficientnet_lite0"
        ? "Weights trained from EfficientNet-Lite0, ImageNet: copyright The TensorFlow Authors; conversion to PyTorch copyright ML Illustrated; Apache License 2.0. Changed."
        : null;
}
