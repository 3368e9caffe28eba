using System.IO.Compression;
using System.Numerics;
using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

public sealed class TorchFileTests
{
    private static readonly byte[] Six = TorchFiles.Floats(1, 2, 3, 4, 5, 6);

    public static TheoryData<long, long[], long[], double[]> Views => new()
    {
        { 0, [2, 3], [3, 1], [1, 2, 3, 4, 5, 6] },
        { 0, [3, 2], [1, 3], [1, 4, 2, 5, 3, 6] },
        { 1, [2, 2], [3, 1], [2, 3, 5, 6] },
        { 1, [3], [2], [2, 4, 6] },
        { 5, [], [], [6] },
        { 0, [2, 3], [0, 1], [1, 2, 3, 1, 2, 3] },
        { 0, [0, 4], [4, 1], [] },
        { 0, [4, 0], [9, 9], [] },
        { 2, [1, 1, 2], [77, 0, 1], [3, 4] },
        { 0, [2, 1, 3], [1, 5, 2], [1, 3, 5, 2, 4, 6] },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void Open_ViewOfStorage_GivesItsElementsInRowMajorOrder(long offset, long[] shape, long[] strides, double[] expected)
    {
        byte[] zipPickle = Pickle.Two().Op("}").Text("w").Tensor("FloatStorage", "0", 6, offset, shape, strides).Op("s").Stop();
        byte[] legacyPickle = Pickle.Two().Op("}").Text("w").Tensor("FloatStorage", "0", 6, offset, shape, strides, legacy: true).Op("s").Stop();

        foreach (byte[] file in new[] { TorchFiles.Zip(zipPickle, ("net/data/0", Six)), TorchFiles.Legacy(legacyPickle, ("0", 6, Six)) })
        {
            (long[] actualShape, ElementType type, double[] values) = TorchFiles.Read(file).Tensors["w"];
            Assert.Equal(shape, actualShape);
            Assert.Equal(ElementType.Float32, type);
            Assert.Equal(expected, values);
        }
    }

    [Fact]
    public void Open_BigEndianArchive_SwapsBytes()
    {
        byte[] pickle = Pickle.Two().Op("}").Text("w").Tensor("ShortStorage", "0", 2, 0, [2], [1]).Op("s").Stop();

        Assert.Equal([258, -2], TorchFiles.Read(TorchFiles.Zip(pickle, ("net/data/0", [1, 2, 255, 254]), ("net/byteorder", "big"u8.ToArray()))).Tensors["w"].Values);
        Assert.Equal([513, -257], TorchFiles.Read(TorchFiles.Zip(pickle, ("net/data/0", [1, 2, 255, 254]), ("net/byteorder", "little"u8.ToArray()))).Tensors["w"].Values);
        Assert.Contains("byteorder", TorchFiles.Refusal(TorchFiles.Zip(pickle, ("net/data/0", [1, 2, 255, 254]), ("net/byteorder", "middle"u8.ToArray()))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NewerNumberTypes_AreRebuiltFromBytes()
    {
        byte[] pickle = Pickle.Two().Op("}").Text("w").Global("torch._utils", "_rebuild_tensor_v3").Op("((").Text("storage")
            .Global("torch.storage", "UntypedStorage").Text("0").Text("cpu").Int(4).Op("tQ").Int(1).Ints(1).Ints(1).Raw(0x89)
            .Global("collections", "OrderedDict").Op(")R").Global("torch", "uint16").Op("tRs").Stop();

        (_, ElementType type, double[] values) = TorchFiles.Read(TorchFiles.Zip(pickle, ("net/data/0", [0, 0, 255, 255]))).Tensors["w"];

        Assert.Equal(ElementType.UInt16, type);
        Assert.Equal([65535], values);
    }

    [Fact]
    public void Open_EveryOtherValue_IsMetadata()
    {
        byte[] pickle = Pickle.Two().Op("}(")
            .Text("none").Op("N").Text("yes").Raw(0x88).Text("no").Raw(0x89).Text("int").Op("J").Raw(254, 255, 255, 255)
            .Text("long").Op("L-5L\n").Text("old").Op("I01\n").Text("float").Float(0.5)
            .Text("huge").Raw(0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1)
            .Text("bytes").Global("_codecs", "encode").Text("\u00ff\u0001").Text("latin1").Raw(0x86).Op("R")
            .Text("size").Global("torch", "Size").Ints(3, 4).Raw(0x85).Op("R")
            .Text("device").Global("torch", "device").Text("cuda").Int(1).Raw(0x86).Op("R")
            .Text("dtype").Global("torch", "bfloat16")
            .Text("list").Op("](").Int(1).Text("two").Op("e")
            .Text("map").Op("}").Int(5).Text("five").Op("s")
            .Text("pairs") // OrderedDict([[k, 9]]) is Python 2's way
            .Global("collections", "OrderedDict").Op("(](](").Text("k").Int(9).Op("eetR")
            .Op("u").Stop();

        IReadOnlyDictionary<string, object?> metadata = TorchFiles.Read(TorchFiles.Zip(pickle)).Metadata;

        Assert.Equal(new Dictionary<string, object?>
        {
            ["none"] = null,
            ["yes"] = true,
            ["no"] = false,
            ["int"] = -2L,
            ["long"] = -5L,
            ["old"] = true,
            ["float"] = 0.5,
            ["huge"] = (BigInteger.One << 64).ToString(),
            ["bytes"] = "/wE=",
            ["size.0"] = 3L,
            ["size.1"] = 4L,
            ["device"] = "cuda:1",
            ["dtype"] = "torch.bfloat16",
            ["list.0"] = 1L,
            ["list.1"] = "two",
            ["map.5"] = "five",
            ["pairs.k"] = 9L,
        }, metadata);
    }

    [Fact]
    public void Open_ProtocolFourAndState_AreRead()
    {
        // collections.OrderedDict() by STACK_GLOBAL, with a memoized key and a state_dict's _metadata set by BUILD.
        byte[] pickle = Pickle.Protocol(4).Raw(0x95, 0, 0, 0, 0, 0, 0, 0, 0).Raw(0x8c, 11).Op("collections").Raw(0x8c, 11).Op("OrderedDict")
            .Raw(0x93).Op(")R").Raw(0x8c, 1).Op("k").Raw(0x94).Op("K").Raw(7).Op("s}").Text("_metadata").Op("}sb").Stop();

        Assert.Equal(new Dictionary<string, object?> { ["k"] = 7L }, TorchFiles.Read(TorchFiles.Zip(pickle)).Metadata);
    }

    [Fact]
    public void Open_BareTensor_IsCalledValue()
    {
        byte[] pickle = Pickle.Two().Global("torch._utils", "_rebuild_parameter").Tensor("FloatStorage", "0", 6, 0, [6], [1])
            .Raw(0x88).Op("N").Raw(0x87).Op("R").Stop();

        Assert.Equal([1, 2, 3, 4, 5, 6], TorchFiles.Read(TorchFiles.Zip(pickle, ("net/data/0", Six))).Tensors["value"].Values);
    }

    [Fact]
    public void Open_ZipOfTooManyRecords_IsRefused()
    {
        (string, byte[])[] records = [.. Enumerable.Range(0, 200_001).Select(i => ($"{i}", Array.Empty<byte>()))];
        Assert.Contains("200000 are the most", TorchFiles.Refusal(TorchFiles.Archive(System.IO.Compression.CompressionLevel.NoCompression, records)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ZipThatIsNotTorchs_IsRefused()
    {
        Assert.Contains("not of torch.save", TorchFiles.Refusal(TorchFiles.Archive(CompressionLevel.NoCompression, ("a.txt", [1]))), StringComparison.Ordinal);
        Assert.Contains("compressed", TorchFiles.Refusal(TorchFiles.Archive(CompressionLevel.Optimal, ("net/data.pkl", new byte[1000]))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 0, new long[] { 7 }, new long[] { 1 }, "reaches beyond")]
    [InlineData(6, 1, new long[] { 6 }, new long[] { 1 }, "reaches beyond")]
    [InlineData(6, 0, new long[] { 2, 3 }, new long[] { 4, 1 }, "reaches beyond")]
    [InlineData(6, 0, new long[] { -1 }, new long[] { 1 }, "impossible shape")]
    [InlineData(6, 0, new long[] { 0, -1 }, new long[] { 1, 1 }, "impossible shape")]
    [InlineData(6, 0, new long[] { 2 }, new long[] { -1 }, "impossible strides")]
    [InlineData(6, -1, new long[] { 2 }, new long[] { 1 }, "impossible strides")]
    [InlineData(6, 0, new long[] { 2 }, new long[] { }, "impossible strides")]
    [InlineData(6, 0, new long[] { long.MaxValue, 2 }, new long[] { 0, 0 }, "impossible shape")]
    [InlineData(6, 0, new long[] { 1L << 58 }, new long[] { 0 }, "repeats its storage")]
    [InlineData(6, 0, new long[] { 1L << 25 }, new long[] { 0 }, "repeats its storage")]
    [InlineData(6, 0, new long[] { 3, 2 }, new long[] { long.MaxValue, long.MaxValue }, "reaches beyond")]
    [InlineData(7, 0, new long[] { 7 }, new long[] { 1 }, "bytes")]
    [InlineData(5, 0, new long[] { 1 }, new long[] { 1 }, "bytes")]
    [InlineData(long.MaxValue, 0, new long[] { 1 }, new long[] { 1 }, "unknown way")]
    [InlineData(-1, 0, new long[] { 1 }, new long[] { 1 }, "unknown way")]
    public void Open_ImpossibleView_IsRefused(long count, long offset, long[] shape, long[] strides, string said)
    {
        byte[] zipPickle = Pickle.Two().Op("}").Text("w").Tensor("FloatStorage", "0", count, offset, shape, strides).Op("s").Stop();
        byte[] legacyPickle = Pickle.Two().Op("}").Text("w").Tensor("FloatStorage", "0", count, offset, shape, strides, legacy: true).Op("s").Stop();

        Assert.Contains(said, TorchFiles.Refusal(TorchFiles.Zip(zipPickle, ("net/data/0", Six))), StringComparison.Ordinal);
        Assert.Contains(said, TorchFiles.Refusal(TorchFiles.Legacy(legacyPickle, ("0", 6, Six))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LegacyStoragesThatDoNotFit_AreRefused()
    {
        byte[] pickle = Pickle.Two().Op("}").Text("w").Tensor("FloatStorage", "0", 6, 0, [6], [1], legacy: true).Op("s").Stop();

        Assert.Contains("missing", TorchFiles.Refusal(TorchFiles.Legacy(pickle)), StringComparison.Ordinal);
        Assert.Contains("no tensor uses", TorchFiles.Refusal(TorchFiles.Legacy(pickle, ("0", 6, Six), ("1", 6, Six))), StringComparison.Ordinal);
        Assert.Contains("twice", TorchFiles.Refusal(TorchFiles.Legacy(pickle, ("0", 6, Six), ("0", 6, Six))), StringComparison.Ordinal);
        Assert.Contains("the file ends before", TorchFiles.Refusal(TorchFiles.Legacy(pickle, ("0", 6, Six[..^1]))), StringComparison.Ordinal);
        Assert.Contains("1 bytes follow", TorchFiles.Refusal(TorchFiles.Legacy(pickle, ("0", 6, [.. Six, 0]))), StringComparison.Ordinal);
        Assert.Contains("another length", TorchFiles.Refusal(TorchFiles.Legacy(pickle, ("0", 5, Six))), StringComparison.Ordinal);
    }
}
