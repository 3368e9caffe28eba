using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Imaging;

/// <summary>The formula that the reference programs drew their pictures with, and the folder of what they computed.</summary>
internal static class ReferenceFormula
{
    /// <summary>u(name, i) in [0, 1): an integer hash of the index and of the name's CRC-32.</summary>
    public static double U(uint nameCrc, int i)
    {
        uint h = unchecked((uint)i * 0x9E3779B1u) + nameCrc;
        h ^= h >> 16;
        h *= 0x7FEB352Du;
        h ^= h >> 15;
        h *= 0x846CA68Bu;
        h ^= h >> 16;
        return (h >> 8) / 16777216.0;
    }

    /// <summary>The picture of bytes ⌊256 · u(name, i)⌋, in H, W, RGB order.</summary>
    public static Picture Bytes(string name, int height, int width)
    {
        uint crc = Crc32(name);
        byte[] rgb = [.. Enumerable.Range(0, height * width * 3).Select(i => (byte)(256 * U(crc, i)))];
        return new Picture(new PictureSize(width, height), rgb);
    }

    /// <summary>The folder of reference results; the test is skipped where there is none.</summary>
    public static string Folder()
    {
        string folder = Environment.GetEnvironmentVariable("HONNAN_REFERENCE") ?? Beside("reference");
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "manifest.json")), "no reference results here");
        return folder;
    }

    /// <summary>A folder of ../shared, seen from the project's root.</summary>
    public static string Beside(string name)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Honnan.slnx")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? ".", "..", "shared", name);
    }

    /// <summary>The tensors of a safetensors file: eight bytes of length, a JSON header, the values.</summary>
    public static IEnumerable<(string Name, int[] Shape, byte[] Bytes)> Tensors(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        foreach (JsonProperty tensor in header.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__"))
        {
            int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
            int[] range = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt32() + 8 + length)];
            yield return (tensor.Name, shape, file[range[0]..range[1]]);
        }
    }

    private static uint Crc32(string name)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
