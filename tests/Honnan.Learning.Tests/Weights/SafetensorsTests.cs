using System.Text;
using CsCheck;
using Honnan.Data;
using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

public sealed class SafetensorsTests
{
    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12],
        Gen.OneOf("", " ", "a.b.c", "őű", "名前", "😀", "\"\\/\n\t\u0001", "dtype", "x\u2028y"));

    private static readonly Gen<(string Name, ElementType Type, long[] Shape, byte[] Bytes)> Tensors =
        from name in Names
        from type in Gen.OneOf([.. ElementTypes.All.Where(type => type.SafetensorsName() is not null)])
        from shape in Gen.Long[0, 4].Array[0, 4]
        from bytes in Gen.Byte.Array[(int)shape.Aggregate(1L, (product, each) => product * each) * type.ByteSize()]
        select (name, type, shape, bytes);

    [Fact]
    public void Write_AnyTensors_ReadBackTheSame() => Gen.Select(Tensors.List[0, 6], Gen.Dictionary(Names, Names)[0, 4]).Sample((tensors, metadata) =>
    {
        TensorData[] written = [.. tensors.DistinctBy(each => each.Name).Select(each => TensorData.FromBytes(each.Name, each.Shape, each.Type, each.Bytes))];
        using var file = new TemporaryFile("any.safetensors");
        SafetensorsWriter.Write(file.Path, written, metadata);

        using WeightsFile read = WeightsFile.Open(file.Path);

        Assert.Equal("safetensors", read.Format);
        Assert.Equal(metadata.ToDictionary(each => each.Key, each => (object?)each.Value), read.Metadata);
        Assert.Equal(written.Length, read.Tensors.Count);
        foreach (TensorData expected in written)
        {
            TensorData actual = read[expected.Name];
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.Equal(expected.ElementType, actual.ElementType);
            Assert.Equal(expected.ToBytes(), actual.ToBytes());
        }
    }, iter: 300, threads: 1, seed: "0000KOIcNwR2");

    [Fact]
    public void Write_OneTensor_GivesTheBytesOfTheFormat()
    {
        using var file = new TemporaryFile("one.safetensors");

        SafetensorsWriter.Write(file.Path, [TensorData.FromSingle("w", [2], [1, -2])], new Dictionary<string, string> { ["k"] = "v" });

        const string header = "{\"__metadata__\":{\"k\":\"v\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        string padded = header.PadRight((header.Length + 7) / 8 * 8);
        Assert.Equal(TorchFiles.Safetensors(padded, 0, 0, 128, 63, 0, 0, 0, 192), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Write_LargeTensorInChunks_IsNeverWholeInMemory()
    {
        const int chunk = 1 << 20;
        const int chunks = 64;
        using var file = new TemporaryFile("large.safetensors");
        byte[] piece = new byte[chunk];
        piece.AsSpan().Fill(7);
        long before = GC.GetAllocatedBytesForCurrentThread();

        SafetensorsWriter.Write(file.Path, [TensorData.FromChunks("w", [chunks, chunk], ElementType.UInt8, () => Enumerable.Repeat<ReadOnlyMemory<byte>>(piece, chunks))]);
        using WeightsFile read = WeightsFile.Open(file.Path);
        long sum = read["w"].Chunks().Sum(part => part.Span.IndexOfAnyExcept((byte)7) < 0 ? part.Length : 0L);

        Assert.Equal((long)chunk * chunks, sum);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * chunk);
    }

    [Fact]
    public void Write_NotWritable_Throws()
    {
        using var file = new TemporaryFile("none.safetensors");
        TensorData w = TensorData.FromSingle("w", [1], [0]);
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(file.Path, [w, w]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(file.Path, [w.Named("__metadata__")]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(file.Path, [w.Named("\ud800")]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(file.Path, [TensorData.FromBytes("c", [1], ElementType.Complex128, new byte[16])]));
        Assert.Throws<InvalidOperationException>(() => SafetensorsWriter.Write(file.Path, [TensorData.FromChunks("few", [2], ElementType.UInt8, () => [new byte[1]])]));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(file.Path)!));
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}", 12, "hole")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "overlap")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 5, "follow the header")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 3, "follow the header")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "not its shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "not negative")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", 4, "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905,4],\"data_offsets\":[0,16]}}", 16, "not its shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,4]}}", 4, "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "not its shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "two data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "needs dtype")]
    [InlineData("{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "unknown type 'F33'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "twice")]
    [InlineData("{\"a\":1}", 0, "must be an object")]
    [InlineData("{\"__metadata__\":{\"k\":1}}", 0, "not a text")]
    [InlineData("{\"__metadata__\":{\"k\":\"v\",\"k\":\"v\"}}", 0, "twice")]
    [InlineData("{\"\\ud800\":{}}", 0, "not Unicode")]
    [InlineData("{\"a\":", 0, "not JSON")]
    [InlineData("{} {}", 0, "not JSON")]
    [InlineData("[1,2]", 0, "does not start with '{'")]
    [InlineData(" {}", 0, "does not start with '{'")]
    [InlineData("", 0, "does not start with '{'")]
    public void Open_BadHeader_IsRefused(string header, int dataLength, string said) =>
        Assert.Contains(said, TorchFiles.Refusal(TorchFiles.Safetensors(header, new byte[dataLength]), "bad.safetensors"), StringComparison.Ordinal);

    /// <summary>A header may have 100 MB: what is made of it is limited before it is made.</summary>
    [Theory]
    [InlineData("entries")]
    [InlineData("texts")]
    [InlineData("letters")]
    [InlineData("name")]
    [InlineData("type")]
    public void Open_HeaderOfTooMuch_IsRefusedBeforeItIsRead(string what)
    {
        const int many = 2_000_000;
        var header = new StringBuilder(90_000_000).Append('{');
        string said = $"more than {SafetensorsHeader.MaxEntries} entries";
        switch (what)
        {
            case "entries":
                header.AppendJoin(',', Enumerable.Range(0, many / 2).Select(i => $"\"{i:x}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"));
                break;
            case "texts":
                header.Append("\"__metadata__\":{").AppendJoin(',', Enumerable.Range(0, many).Select(i => $"\"{i:x}\":\"\"")).Append('}');
                break;
            case "letters":
                header.Append("\"__metadata__\":{\"k\":\"").Append('x', 40 * many).Append("\"}");
                break;
            case "name":
                (header, said) = (header.Append('"').Append('x', 5000).Append("\":{}"), "a name in its safetensors header has 5000 bytes");
                break;
            default:
                (header, said) = (header.Append("\"w\":{\"dtype\":\"").Append('x', 5000).Append("\"}"), "a name in its safetensors header has 5000 bytes");
                break;
        }

        using var file = new TemporaryFile("much.safetensors", TorchFiles.Safetensors(header.Append('}').ToString()));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(said, Assert.Throws<InputException>(() => WeightsFile.Open(file.Path)).Message, StringComparison.Ordinal);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, new FileInfo(file.Path).Length + (150 << 20));
    }

    [Fact]
    public void Open_BadLengths_AreRefused()
    {
        byte[] good = TorchFiles.Safetensors("{}  ");
        Assert.Empty(TorchFiles.Read(good, "empty.safetensors").Tensors);
        Assert.Contains("too few", TorchFiles.Refusal([1, 2], "short.safetensors"), StringComparison.Ordinal);
        Assert.Contains("header would be", TorchFiles.Refusal([5, .. good[1..]], "long.safetensors"), StringComparison.Ordinal);
        Assert.Contains("header would be", TorchFiles.Refusal([.. Enumerable.Repeat((byte)255, 8), .. good[8..]], "huge.safetensors"), StringComparison.Ordinal);
        byte[] invalid = [.. good];
        invalid[10] = 0xff;
        Assert.Contains("UTF-8", TorchFiles.Refusal(invalid, "utf8.safetensors"), StringComparison.Ordinal);
    }

    [Fact]
    public void Indexer_UnknownName_SuggestsOne()
    {
        using var file = new TemporaryFile("w.safetensors");
        SafetensorsWriter.Write(file.Path, [TensorData.FromSingle("layer1.weight", [0], [])]);
        using WeightsFile weights = WeightsFile.Open(file.Path);

        Assert.Contains("did you mean 'layer1.weight'", Assert.Throws<InputException>(() => weights["layer1.wieght"]).Message, StringComparison.Ordinal);
        Assert.Null(weights.Find("layer2"));
    }

    [Fact]
    public void Open_NoFile_IsRefused()
    {
        using var file = new TemporaryFile("absent.safetensors");
        Assert.Throws<InputException>(() => WeightsFile.Open(file.Path));
        Assert.Contains("folder", Assert.Throws<InputException>(() => WeightsFile.Open(Path.GetDirectoryName(file.Path)!)).Message, StringComparison.Ordinal);
    }
}
