using CsCheck;
using Honnan.Data.Stores;
using Xunit;

namespace Honnan.Data.Tests.Stores;

public sealed class RangedStreamTests
{
    private static readonly Gen<(int Kind, int Offset, int Count)[]> Steps = Gen.Select(Gen.Int[0, 3], Gen.Int[-40, 140], Gen.Int[0, 70]).Array[0, 40];

    [Fact]
    public void ReadAndSeek_AsTheyCome_GiveWhatAMemoryStreamGives() =>
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Int[1, 40], Gen.Int[1, 4], Steps).Sample((bytes, block, most, steps) =>
        {
            using RangedStream stream = Over(bytes, block, most, (_, _) => { });
            using var plain = new MemoryStream(bytes);
            foreach ((int kind, int offset, int count) in steps)
            {
                long? expected = Seek(plain, kind, offset);
                Assert.Equal(expected, Seek(stream, kind, offset));
                (byte[] wanted, byte[] read) = (new byte[count], new byte[count]);
                Assert.Equal(plain.Read(wanted), stream.Read(read));
                Assert.Equal(wanted, read);
                Assert.Equal(plain.Position, stream.Position);
            }
        });

    [Fact]
    public void Read_AnyRange_AsksForBlocksOfTheFileAlone() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 40], Gen.Int[0, 220], Gen.Int[0, 100]).Sample((length, block, from, count) =>
        {
            var asked = new List<(long From, int Count)>();
            using RangedStream stream = Over(new byte[length], block, 8, (at, bytes) => asked.Add((at, bytes)));
            stream.Position = from;
            int read = stream.Read(new byte[count]);

            Assert.All(asked, range => Assert.True(range.From % block == 0 && range.Count == Math.Min(block, length - range.From)));
            int first = from / block;
            Assert.Equal(read == 0 ? [] : Enumerable.Range(first, ((from + read - 1) / block) - first + 1).Select(i => (long)i * block), asked.Select(range => range.From));
        });

    [Fact]
    public void Read_BackAndForth_KeepsTheBlocksUsedLast()
    {
        var asked = new List<long>();
        using RangedStream stream = Over(new byte[100], 10, 2, (at, _) => asked.Add(at / 10));
        foreach (int block in (int[])[0, 1, 0, 2, 0, 1])
        {
            stream.Position = block * 10;
            stream.ReadByte();
        }

        Assert.Equal([0, 1, 2, 1], asked); // 1 went when 2 came, since 0 was used after it
    }

    [Fact]
    public void Read_ThatFails_IsToldAgain()
    {
        using RangedStream stream = new(10, 4, 1, (_, _) => throw new StoreException("down", mayPass: true));

        Assert.Throws<StoreException>(() => stream.ReadByte());

        Assert.Equal("down", Assert.Throws<StoreException>(stream.ThrowIfFailed).Message);
    }

    private static RangedStream Over(byte[] bytes, int block, int most, Action<long, int> asked) => new(bytes.Length, block, most, (from, buffer) =>
    {
        asked(from, buffer.Length);
        bytes.AsMemory((int)from, buffer.Length).CopyTo(buffer);
    });

    /// <summary>Where the stream is then; null where it refuses.</summary>
    private static long? Seek(Stream stream, int kind, int offset)
    {
        try
        {
            return kind == 3 ? stream.Position : stream.Seek(offset, (SeekOrigin)kind);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
