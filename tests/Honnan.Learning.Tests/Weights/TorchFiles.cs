using System.IO.Compression;
using System.Text;
using Honnan.Learning.Weights;

namespace Honnan.Learning.Tests.Weights;

/// <summary>Torch files put together from a pickle and storages.</summary>
internal static class TorchFiles
{
    public static byte[] Zip(byte[] pickle, params (string Name, byte[] Bytes)[] records) =>
        Archive(CompressionLevel.NoCompression, [("net/data.pkl", pickle), ("net/version", "3\n"u8.ToArray()), .. records]);

    public static byte[] Archive(CompressionLevel level, params (string Name, byte[] Bytes)[] records)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in records)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Legacy(byte[] pickle, params (string Key, long Count, byte[] Bytes)[] storages)
    {
        Pickle keys = Pickle.Two().Op("](");
        foreach ((string key, _, _) in storages)
        {
            keys.Text(key);
        }

        byte[] magic = [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];
        byte[] protocol = Pickle.Two().Op("M").Raw(0xe9, 3).Stop();
        byte[] system = Pickle.Two().Op("}").Text("little_endian").Raw(0x88).Op("s").Stop();
        IEnumerable<byte> data = storages.SelectMany(each => BitConverter.GetBytes(each.Count).Concat(each.Bytes));
        return [.. magic, .. protocol, .. system, .. pickle, .. keys.Op("e").Stop(), .. data];
    }

    public static byte[] Safetensors(string header, params byte[] data)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)utf8.Length), .. utf8, .. data];
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>Opens the bytes as a file and gives every tensor's numbers and the metadata.</summary>
    public static (Dictionary<string, (long[] Shape, ElementType Type, double[] Values)> Tensors, IReadOnlyDictionary<string, object?> Metadata) Read(
        byte[] file, string name = "file.pth")
    {
        using var temporary = new TemporaryFile(name, file);
        using WeightsFile weights = WeightsFile.Open(temporary.Path);
        return (weights.Tensors.ToDictionary(each => each.Name, each => (each.Shape, each.ElementType, each.ToDouble())), weights.Metadata);
    }

    /// <summary>The error that opening the bytes as a file gives: one line that names it.</summary>
    public static string Refusal(byte[] file, string name = "file.pth")
    {
        using var temporary = new TemporaryFile(name, file);
        var error = Xunit.Assert.Throws<Data.InputException>(() => WeightsFile.Open(temporary.Path).Dispose());
        Xunit.Assert.Contains(temporary.Path, error.Message, StringComparison.Ordinal);
        Xunit.Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }
}
