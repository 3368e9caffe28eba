using System.Text;
using System.Text.Json;
using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

public sealed class InspectedFileTests
{
    [Fact]
    public void Write_Values_AreExactJson()
    {
        var file = new InspectedFile(
            "safetensors",
            [
                TensorData.FromSingle("f", [2, 2], [0.1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity]),
                TensorData.FromBytes("b", [2], ElementType.Bool, new byte[] { 1, 0 }),
                TensorData.FromBytes("i", [1], ElementType.Int64, BitConverter.GetBytes(long.MaxValue)),
                TensorData.FromBytes("u", [], ElementType.UInt64, BitConverter.GetBytes(ulong.MaxValue)),
                TensorData.FromBytes("c", [1], ElementType.Complex64, TorchFiles.Floats(1, -2)),
                TensorData.FromSingle("empty", [0, 4], []),
            ],
            new Dictionary<string, object?> { ["note"] = "ő\"", ["epoch"] = 7L, ["lr"] = 0.5, ["bad"] = double.NaN, ["yes"] = true, ["none"] = null });

        // 0.1f is 0.100000001490116119384765625 exactly.
        Assert.Equal(
            """
            {"format":"safetensors","tensors":[{"name":"f","shape":[2,2],"dtype":"float32","values":[0.10000000149011612,"NaN","Infinity","-Infinity"]},{"name":"b","shape":[2],"dtype":"bool","values":[1,0]},{"name":"i","shape":[1],"dtype":"int64","values":[9223372036854775807]},{"name":"u","shape":[],"dtype":"uint64","values":[18446744073709551615]},{"name":"c","shape":[1],"dtype":"complex64","values":[1,-2]},{"name":"empty","shape":[0,4],"dtype":"float32","values":[]}],"metadata":{"note":"ő\"","epoch":7,"lr":0.5,"bad":"NaN","yes":true,"none":null}}
            """,
            Text(file, values: true));
    }

    [Fact]
    public void Write_WithoutValues_LeavesThemOut()
    {
        var file = new InspectedFile("pytorch-zip", [TensorData.FromChunks("f", [3], ElementType.Float32, () => throw new InvalidOperationException("not to be read"))], new Dictionary<string, object?>());

        Assert.Equal("""{"format":"pytorch-zip","tensors":[{"name":"f","shape":[3],"dtype":"float32"}],"metadata":{}}""", Text(file, values: false));
    }

    [Fact]
    public void Write_LargeTensor_HoldsLittleBack()
    {
        byte[] piece = new byte[1 << 20];
        var file = new InspectedFile("safetensors", [TensorData.FromChunks("f", [8, 1 << 20], ElementType.UInt8, () => Enumerable.Repeat<ReadOnlyMemory<byte>>(piece, 8))], new Dictionary<string, object?>());
        long before = GC.GetAllocatedBytesForCurrentThread();

        file.Write(Stream.Null, values: true);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Write_SafetensorsFile_TellsItsTensors()
    {
        using var temporary = new TemporaryFile("w.safetensors");
        SafetensorsWriter.Write(temporary.Path, [TensorData.FromSingle("w", [1], [2.5f])], new Dictionary<string, string> { ["format"] = "pt" });
        using WeightsFile weights = WeightsFile.Open(temporary.Path);

        using JsonDocument json = JsonDocument.Parse(Text(InspectedFile.From(weights), values: true));

        Assert.Equal("safetensors", json.RootElement.GetProperty("format").GetString());
        Assert.Equal(2.5, json.RootElement.GetProperty("tensors")[0].GetProperty("values")[0].GetDouble());
        Assert.Equal("pt", json.RootElement.GetProperty("metadata").GetProperty("format").GetString());
    }

    private static string Text(InspectedFile file, bool values)
    {
        using var stream = new MemoryStream();
        file.Write(stream, values);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
