using System.Runtime.InteropServices;
using Google.Protobuf;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Onnx;
using Honnan.Inference.Files;
using Honnan.Inference.Sessions;
using Microsoft.ML.OnnxRuntime;
using Xunit;
using static Honnan.Data.Onnx.TensorProto.Types;

namespace Honnan.Inference.Tests.Sessions;

/// <summary>Graphs that make much of little, in a few bytes: what they take is bounded, and they end in one line.</summary>
[Collection(Alone.Name)]
public sealed class BoundedMemoryTests
{
    private const int MiB = 128;
    private const int Side = 64;
    private const long Most = 1 << 24; // what a shape may ask for

    private static readonly Dictionary<string, Func<GraphProto, string>> Hostile = new(StringComparer.Ordinal)
    {
        ["padding"] = g => Repeat(g, 3, ExportedModel.Pictures, v => Node(g, "Pad", [v, Sizes(g, 0, 0, 0, 0, 0, 0, 4000, 4000)])),
        ["a convolution's padding"] = g => Node(g, "Conv", [ExportedModel.Pictures, Numbers(g, [1, 3, 1, 1], 3)], Ints("pads", 0, 0, 1 << 23, 1 << 23)),
        ["doubling"] = g => Repeat(g, 30, ExportedModel.Pictures, v => Node(g, "Concat", [v, v], Int("axis", 3))),
        ["enlarging"] = g => Node(g, "Resize", [ExportedModel.Pictures, "", Numbers(g, [4], 4, 1000)]),
        ["one against all"] = g => Node(g, "Add", [Column(g, [Most, 1]), Column(g, [1, Most])]),
        ["products of all places"] = g => Node(g, "MatMul", [Column(g, [Most, 1]), Column(g, [1, Most])]),
        ["doubled constants"] = g => Node(g, "Add", [Column(g, [1]), Repeat(g, 12, Node(g, "Expand", [Numbers(g, [1], 1), Sizes(g, Most)]), v => Node(g, "Concat", [v, v], Int("axis", 0)))]),
        ["many constants"] = g => Repeat(g, 60, Column(g, [1]), v => Node(g, "Max", [v, Node(g, "Expand", [Numbers(g, [1], 1), Sizes(g, Most)])])),
        ["one constant used often"] = g => Node(g, "Max", [.. Enumerable.Range(0, 60).Select(i => Node(g, "Add", [Big(g), Numbers(g, [1], 1, i)])), Column(g, [1])]),
        ["more constants than memory"] = g => Repeat(g, 200, Column(g, [1]), v => Node(g, "Max", [v, Node(g, "Expand", [Numbers(g, [1], 1, g.Node.Count), Sizes(g, 1 << 18)])])),
        ["a shape's shape"] = g => Node(g, "Expand", [Numbers(g, [1], 1), Repeat(g, 3, Node(g, "Shape", [ExportedModel.Pictures]), v => Node(g, "Mul", [v, v]))]),
    };

    public static TheoryData<string> Graphs => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Run_OfAGraphThatMultiplies_EndsWithinTheBoundInOneLine(string graph)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the peak of a process's memory is read from /proc");
        byte[] file = Swollen(Hostile[graph]);
        using (var warm = new OnnxSession(OnnxModelFile.Read("plain.onnx", ExportedNets.SmallFile()), threads: 1))
        {
            Run(warm, 1);
        }

        ResidentMemory.ForgetPeak();
        long before = ResidentMemory.Peak;

        var error = Assert.Throws<InputException>(() =>
        {
            using var session = new OnnxSession(OnnxModelFile.Read("swollen.onnx", file), threads: 1, mebibytes: MiB);
            Run(session, 2);
        });

        long grown = (ResidentMemory.Peak - before) >> 20;
        TestContext.Current.TestOutputHelper?.WriteLine($"{graph}: {grown} MiB, {error.Message}");
        Assert.InRange(grown, long.MinValue, 2 * MiB); // below 0 where the warm run's memory went meanwhile
        Assert.Contains("swollen.onnx", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Run_OfMoreThanFindsRoom_GoesInPartsAndGivesTheSameBits()
    {
        const int Count = 16;
        var size = new PictureSize(256, 256);
        OnnxModelFile file = OnnxModelFile.Read("plain.onnx", ExportedNets.SmallFile());
        var random = new Random(4);
        float[] pictures = [.. Enumerable.Range(0, Count * 3 * (int)size.Area).Select(_ => (2 * random.NextSingle()) - 1)];
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var wide = new OnnxSession(file, threads: 1);
        NetOutputs whole = wide.Run(pictures, Count, size, WantedOutputs.All, stop);
        using var narrow = new OnnxSession(file, threads: 1, mebibytes: BoundedMemory.LeastMiB);
        using var bare = BoundedMemory.Session(file.Bytes, OnnxSession.Options(1), BoundedMemory.LeastMiB, null);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(pictures, [Count, 3, size.Height, size.Width]);
        using var options = new RunOptions();

        // What the test rests on: at once it does not go.
        Assert.True(BoundedMemory.Ended(Assert.Throws<OnnxRuntimeException>(() => bare.Run(options, [ExportedModel.Pictures], [input], [ExportedModel.Logits]))));

        NetOutputs[] parts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => narrow.Run(pictures, Count, size, WantedOutputs.All, stop), stop)));

        Assert.All(parts, part =>
        {
            Assert.Equal(whole.Shape, part.Shape);
            Assert.Equal(whole.Logits, part.Logits);
            Assert.Equal(whole.Pooled, part.Pooled);
            Assert.Equal(whole.Features, part.Features);
        });
    }

    /// <summary>A picture so small that it can only be waiting, while another's batch has the memory for itself.</summary>
    [Fact]
    public async Task Run_StoppedWhileItWaitsForMemory_Stops()
    {
        const int Count = 64;
        const int Tries = 20; // the batch may be done before anybody has waited for it
        var size = new PictureSize(256, 256);
        float[] pictures = new float[Count * 3 * (int)size.Area];
        CancellationToken stop = TestContext.Current.CancellationToken;
        bool stopped = false;
        for (int i = 0; i < Tries && !stopped; i++)
        {
            using var narrow = new OnnxSession(OnnxModelFile.Read("plain.onnx", ExportedNets.SmallFile()), threads: 1, mebibytes: BoundedMemory.LeastMiB);
            Task large = Task.Run(() => narrow.Run(pictures, Count, size, WantedOutputs.Logits, stop), stop);
            while (!large.IsCompleted && !stopped)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(25));
                try
                {
                    narrow.Run(new float[3 * Side * Side], 1, new PictureSize(Side, Side), WantedOutputs.Logits, patience.Token);
                }
                catch (OperationCanceledException)
                {
                    stopped = !large.IsCompleted;
                }
            }

            await large;
        }

        Assert.True(stopped);
    }

    private static NetOutputs Run(OnnxSession session, int count) =>
        session.Run(new float[count * 3 * Side * Side], count, new PictureSize(Side, Side), WantedOutputs.Logits, TestContext.Current.CancellationToken);

    /// <summary>The small model, whose logits are only known when the value is.</summary>
    private static byte[] Swollen(Func<GraphProto, string> value)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(ExportedNets.SmallFile());
        GraphProto graph = model.Graph;
        NodeProto[] ends = [.. graph.Node.Where(n => n.OpType == "Identity")];
        NodeProto logits = ends.Single(n => n.Output[0] == ExportedModel.Logits);
        graph.Node.Remove(logits);
        logits.Input[0] = Node(graph, "Add", [logits.Input[0], Node(graph, "ReduceMax", [value(graph)], Int("keepdims", 0))]);
        graph.Node.Add(logits);
        return model.ToByteArray();
    }

    private static string Repeat(GraphProto graph, int times, string value, Func<string, string> step) => Enumerable.Range(0, times).Aggregate(value, (v, _) => step(v));

    /// <summary>A number of the picture, repeated.</summary>
    private static string Column(GraphProto graph, long[] shape) =>
        Node(graph, "Expand", [Node(graph, "ReduceMax", [ExportedModel.Pictures], Int("keepdims", 0)), Sizes(graph, shape)]);

    private static string Big(GraphProto graph) =>
        graph.Initializer.Any(t => t.Name == "big") ? "big" : Constant(graph, "big", DataType.Float, [1 << 22], new byte[4 << 22]);

    private static string Numbers(GraphProto graph, long[] shape, int count, float value = 1) =>
        Constant(graph, $"added_{graph.Initializer.Count}", DataType.Float, shape, MemoryMarshal.AsBytes<float>([.. Enumerable.Repeat(value, count)]));

    private static string Sizes(GraphProto graph, params long[] sizes) =>
        Constant(graph, $"added_{graph.Initializer.Count}", DataType.Int64, [sizes.Length], MemoryMarshal.AsBytes<long>(sizes));

    private static string Constant(GraphProto graph, string name, DataType type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)type, Dims = { shape }, RawData = ByteString.CopyFrom(bytes) });
        return name;
    }

    private static string Node(GraphProto graph, string type, string[] inputs, params AttributeProto[] attributes)
    {
        string name = $"added_{type}_{graph.Node.Count}";
        graph.Node.Add(new NodeProto { OpType = type, Name = name, Input = { inputs }, Output = { name }, Attribute = { attributes } });
        return name;
    }

    private static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Ints(string name, params long[] values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };
}
