using System.Diagnostics;
using Honnan.Data;
using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

/// <summary>Thousands of damaged files, the same ones each time: each is read or refused, and nothing else happens.</summary>
public sealed class MutationTests
{
    private const int FilesOfEachKind = 800;
    private static readonly byte[] Six = TorchFiles.Floats(1, 2, 3, 4, 5, 6);

    public static TheoryData<string> OwnFiles => ["safetensors", "zip", "legacy", "pickle"];

    [Theory]
    [MemberData(nameof(OwnFiles))]
    public void Open_MutatedFile_IsReadOrRefused(string kind)
    {
        byte[] pickle = Checkpoint(legacy: false);
        byte[] original = kind switch
        {
            "safetensors" => TorchFiles.Safetensors("{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},\"b\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[24,25]}}", [.. Six, 9]),
            "legacy" => TorchFiles.Legacy(Checkpoint(legacy: true), ("0", 6, Six)),
            _ => TorchFiles.Zip(pickle, ("net/data/0", Six), ("net/byteorder", "little"u8.ToArray())),
        };
        Assert.NotEmpty(TorchFiles.Read(original).Tensors);
        var random = new Random(20260);
        using var file = new TemporaryFile("mutated.bin");
        for (int i = 0; i < FilesOfEachKind; i++)
        {
            // Damage inside the pickle is what the machine must stand, so one kind aims there alone.
            byte[] mutated = kind == "pickle"
                ? TorchFiles.Zip(Mutate(random, pickle), ("net/data/0", Six))
                : Mutate(random, original);
            ReadOrRefuse(file.Path, mutated, i);
        }
    }

    [Fact]
    [Trait("Category", "reference")]
    public void Open_MutatedReferenceFile_IsReadOrRefused()
    {
        string folder = ReferenceFolder.FilePath("files");
        var random = new Random(7);
        using var file = new TemporaryFile("mutated.bin");
        foreach (string path in Directory.GetFiles(folder, "good*"))
        {
            byte[] original = File.ReadAllBytes(path);
            for (int i = 0; i < 400; i++)
            {
                ReadOrRefuse(file.Path, Mutate(random, original), i);
            }
        }
    }

    private static void ReadOrRefuse(string path, byte[] mutated, int number)
    {
        File.WriteAllBytes(path, mutated);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            using WeightsFile weights = WeightsFile.Open(path);
            InspectedFile.From(weights).Write(Stream.Null, values: true);
        }
        catch (InputException error)
        {
            Assert.DoesNotContain('\n', error.Message);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"file {number} took {clock.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500L << 20);
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        var bytes = new List<byte>(original);
        int times = 1 + random.Next(3);
        for (int i = 0; i < times && bytes.Count > 0; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: // flip a bit
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1: // any byte
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2: // cut off
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3: // take out a part
                    bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at));
                    break;
                case 4: // put in a part from elsewhere
                    int from = random.Next(original.Length);
                    bytes.InsertRange(at, original[from..Math.Min(original.Length, from + random.Next(60))]);
                    break;
                case 5: // lie about a length
                    byte[] lie = BitConverter.GetBytes(random.Next(4) switch { 0 => -1L, 1 => long.MaxValue, 2 => 1L << random.Next(63), _ => random.Next(300) });
                    for (int j = 0; j < 8 && at + j < bytes.Count; j++)
                    {
                        bytes[at + j] = lie[j];
                    }

                    break;
                default: // an instruction or digit that means something
                    bytes[at] = (byte)"().NJKMXGcRbQqhrjtu}]aesd012\x80\x81\x85\x86\x87\x88\x8a\x8b\x8c\x93\x94\x95{}\",:9-"[random.Next(40)];
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Checkpoint(bool legacy) => Pickle.Two().Op("}q").Raw(0).Op("(")
        .Text("w").Tensor("FloatStorage", "0", 6, 0, [2, 3], [3, 1], legacy)
        .Text("t").Tensor("FloatStorage", "0", 6, 1, [2, 2], [1, 3], legacy)
        .Text("epoch").Op("K").Raw(7).Text("lr").Float(0.1).Text("none").Op("N")
        .Text("list").Op("](").Int(5).Text("x").Op("e").Op("u").Stop();
}
