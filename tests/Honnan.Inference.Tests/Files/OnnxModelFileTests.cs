using System.Diagnostics;
using Google.Protobuf;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Onnx;
using Honnan.Inference.Files;
using Honnan.Inference.Sessions;
using Xunit;

namespace Honnan.Inference.Tests.Files;

public sealed class OnnxModelFileTests
{
    private const int MutatedFiles = 1800; // with those of the other formats, five thousand
    private const int RunEvery = 7;

    private static readonly byte[] Original = ExportedNets.SmallFile();

    private static readonly Dictionary<string, (Action<ModelProto> Change, string Told)> Hostile = new(StringComparer.Ordinal)
    {
        ["no metadata"] = (m => m.MetadataProps.Clear(), "no metadata 'honnan'"),
        ["metadata twice"] = (m => m.MetadataProps.Add(m.MetadataProps[0].Clone()), "no metadata 'honnan'"),
        ["metadata that are no JSON"] = (m => m.MetadataProps[0].Value = "{", "metadata 'honnan'"),
        ["metadata of a newer program"] = (m => Replace(m, "\"version\": 1", "\"version\": 2"), "version 2 is not known"),
        ["metadata of another net"] = (m => Replace(m, "small-resnet", "resnet50"), "metadata are of the net 'resnet50'"),
        ["another number of countries"] = (m => Replace(m, "\"AT\",", ""), "4 countries"),
        ["another layer's name"] = (m => Replace(m, "head.0.weight", "head.9.weight"), "head.9.weight"),
        ["an old opset"] = (m => m.OpsetImport[0].Version = 11, "from 17 to 20, not 11"),
        ["an opset to come"] = (m => m.OpsetImport[0].Version = 99, "from 17 to 20, not 99"),
        ["no opset"] = (m => m.OpsetImport.Clear(), "from 17 to 20"),
        ["a file version to come"] = (m => m.IrVersion = 77, "version 77"),
        ["custom operators"] = (m => m.OpsetImport.Add(new OperatorSetIdProto { Domain = "evil.example", Version = 1 }), "custom operators of 'evil.example'"),
        ["a node of another domain"] = (m => m.Graph.Node[0].Domain = "com.microsoft", "operator 'com.microsoft.Conv'"),
        ["a loop"] = (m => m.Graph.Node[0].OpType = "Loop", "operator 'Loop'"),
        ["a graph inside a node"] = (m => m.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = new Unused() }), "a graph of its own"),
        ["functions"] = (m => m.Functions.Add(new Unused()), "functions"),
        ["data in another file"] = (m => Outside(m, "../../../etc/passwd"), "lies in another file (../../../etc/passwd)"),
        ["data in a file beside it"] = (m => Outside(m, "weights.bin"), "lies in another file (weights.bin)"),
        ["huge dimensions"] = (m => m.Graph.Initializer[0].Dims[0] = long.MaxValue, "but has"),
        ["dimensions that overflow"] = (m => Dims(m, 1L << 31, 1L << 31, 4), "but has"),
        ["negative dimensions"] = (m => m.Graph.Initializer[0].Dims[0] = -1, "but has"),
        ["numbers cut off"] = (m => m.Graph.Initializer[0].RawData = ByteString.Empty, "but has 0 bytes"),
        ["text constants"] = (m => m.Graph.Initializer[0].DataType = (int)TensorProto.Types.DataType.String, "of type 8"),
        ["a shape that asks for too much"] = (m => Reshape(m, 1L << 30, 1L << 30), "too large"),
        ["a huge attribute"] = (m => m.Graph.Node[0].Attribute.First(a => a.Name == "pads").Ints[0] = 1L << 40, "too large"),
        ["a node from nowhere"] = (m => m.Graph.Node[0].Input[0] = "nothing", "nothing before it makes"),
        ["a name twice"] = (m => m.Graph.Node[1].Output[0] = m.Graph.Node[0].Output[0], "used twice"),
        ["another input"] = (m => m.Graph.Input[0].Name = "input", "its one input must be"),
        ["two inputs"] = (m => m.Graph.Input.Add(m.Graph.Input[0].Clone()), "its one input must be"),
        ["an output less"] = (m => m.Graph.Output.RemoveAt(2), "its outputs must be"),
        ["no graph"] = (m => m.Graph = null, "no graph"),
    };

    public static TheoryData<string> Changes => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Model_ThatIsNotAsExported_IsRefusedInOneLine(string change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Original);
        Hostile[change].Change(model);
        using var folder = new TemporaryFolder();
        string path = folder.Write("changed.onnx", model.ToByteArray());

        var error = Assert.Throws<InputException>(() => new CountryPredictor(new CountryPredictorOptions { Model = path }));

        Assert.Contains(Hostile[change].Told, error.Message, StringComparison.Ordinal);
        Assert.Contains("changed.onnx", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Open_MissingFile_IsRefused() =>
        Assert.Contains("no model 'nowhere.onnx'", Assert.Throws<InputException>(() => OnnxModelFile.Open("nowhere.onnx")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(-1)]
    public void Read_TruncatedFile_IsRefused(int length) => Assert.Throws<InputException>(() => OnnxModelFile.Read("cut.onnx", Original[..(length < 0 ? Original.Length + length : length)]));

    [Fact]
    public void Read_Text_IsRefused() => Assert.Throws<InputException>(() => OnnxModelFile.Read("text.onnx", "not a model at all"u8.ToArray()));

    /// <summary>Files of some megabytes that would be taken apart into gigabytes.</summary>
    [Theory]
    [InlineData(new byte[] { 0x2a, 0x00 }, "pieces")] // empty constants
    [InlineData(new byte[] { 0x0a, 0x00 }, "pieces")] // empty nodes
    [InlineData(new byte[] { 0x0a, 0x02, 0x0a, 0x00 }, "pieces")] // nodes with an input of no name
    [InlineData(new byte[] { 0x0a, 0x06, 0x2a, 0x04, 0x42, 0x02, 0x00, 0x00 }, "pieces")] // attributes with numbers in a row
    [InlineData(new byte[] { 0x78, 0x00 }, "pieces")] // fields that nobody knows
    public void Read_FileOfTooManyPieces_IsRefusedBeforeItIsTakenApart(byte[] piece, string told)
    {
        const int Times = 2_000_000;
        byte[] graph = [.. Enumerable.Repeat(piece, Times).SelectMany(p => p)];
        byte[] bytes = [.. new ModelProto { IrVersion = 8 }.ToByteArray(), (7 << 3) | 2, .. Varint(graph.Length), .. graph];
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InputException>(() => OnnxModelFile.Read("swollen.onnx", bytes));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileWithALongText_IsRefused()
    {
        byte[] bytes = new ModelProto { DocString = new string('a', (1 << 24) + 1) }.ToByteArray();

        Assert.Contains("a text of 16 MiB", Assert.Throws<InputException>(() => OnnxModelFile.Read("wordy.onnx", bytes)).Message, StringComparison.Ordinal);
    }

    /// <summary>The same damaged files each time: of those that pass the check every seventh is loaded and run too.</summary>
    [Fact]
    public void Read_MutatedFile_IsReadOrRefused()
    {
        var random = new Random(20261);
        float[] picture = new float[3 * 32 * 32];
        byte[] scaffold = Scaffold();
        (int passed, int run) = (0, 0);
        for (int i = 0; i < MutatedFiles; i++)
        {
            byte[] mutated = Mutate(random, i % 2 == 0 ? Original : scaffold);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            try
            {
                OnnxModelFile file = OnnxModelFile.Read("mutated.onnx", mutated);
                if (passed++ % RunEvery == 0)
                {
                    using var session = new OnnxSession(file, threads: 1);
                    session.Run(picture, 1, new PictureSize(32, 32), WantedOutputs.All, CancellationToken.None);
                    run++;
                }
            }
            catch (InputException error)
            {
                Assert.NotEqual("", error.Message);
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"file {i} took {clock.Elapsed}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200L << 20);
        }

        Assert.InRange(run, 10, MutatedFiles);
    }

    private static byte[] Varint(int value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteLength(value);
        }

        return stream.ToArray();
    }

    /// <summary>The file with its large constants cut to nothing: of this, most bytes say what the graph is.</summary>
    private static byte[] Scaffold()
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Original);
        foreach (TensorProto tensor in model.Graph.Initializer.Where(t => t.RawData.Length > 64))
        {
            tensor.Dims.Clear();
            tensor.Dims.Add(0);
            tensor.RawData = ByteString.Empty;
        }

        return model.ToByteArray();
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        byte[] bytes = [.. original];
        for (int times = 1 + random.Next(4); times > 0; times--)
        {
            int place = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = bytes[..Math.Max(1, place)];
                    break;
                default:
                    int length = Math.Min(random.Next(16), bytes.Length - place);
                    bytes = [.. bytes[..place], .. bytes[(place + length)..]];
                    bytes = bytes.Length == 0 ? [0] : bytes;
                    break;
            }
        }

        return bytes;
    }

    private static void Replace(ModelProto model, string what, string by)
    {
        Assert.Contains(what, model.MetadataProps[0].Value, StringComparison.Ordinal);
        model.MetadataProps[0].Value = model.MetadataProps[0].Value.Replace(what, by, StringComparison.Ordinal);
    }

    private static void Outside(ModelProto model, string where)
    {
        TensorProto tensor = model.Graph.Initializer[0];
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = where });
    }

    private static void Dims(ModelProto model, params long[] dims)
    {
        model.Graph.Initializer[0].Dims.Clear();
        model.Graph.Initializer[0].Dims.AddRange(dims);
    }

    private static void Reshape(ModelProto model, params long[] sides)
    {
        byte[] bytes = [.. sides.SelectMany(BitConverter.GetBytes)];
        model.Graph.Initializer.Add(new TensorProto { Name = "sides", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { sides.Length }, RawData = ByteString.CopyFrom(bytes) });
        model.Graph.Node.Add(new NodeProto { OpType = "Expand", Input = { ExportedModel.Logits, "sides" }, Output = { "expanded" } });
    }
}
