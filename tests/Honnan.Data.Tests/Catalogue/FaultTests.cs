using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CsCheck;
using Honnan.Data.Catalogue;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Imaging;
using Honnan.Data.Tests.Sources;
using Xunit;

namespace Honnan.Data.Tests.Catalogue;

/// <summary>What may lie in a user's folder: each is taken, or refused with a line that says why, and never stops the others.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_PipesAndDevices_AreRefusedUnread()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes with names as Linux has them");
        using var folder = new TemporaryFolder();
        folder.Write("b/Hungary/good.jpg", DrawnPictures.Jpeg(90, 80, 1));
        Assert.Equal(0, MakePipe(folder.At("b/Hungary/pipe.jpg"), 0b110_100_100));
        File.CreateSymbolicLink(folder.At("b/Hungary/linked.jpg"), "pipe.jpg");

        Assert.Equal(
            ["Hungary/good.jpg: ", "Hungary/linked.jpg: a pipe, not a file", "Hungary/pipe.jpg: a pipe, not a file"],
            await ImportAsync(folder).WaitAsync(TimeSpan.FromSeconds(60), Token));
        Assert.Equal("a device, not a file", Assert.Throws<InputException>(() => SourceRoot.ReadFile("/dev/zero")).Message);
        Assert.Equal("a pipe, not a file", Assert.Throws<InputException>(() => new PictureFiles().Read(new PictureAddress("files", folder.At("b/Hungary/pipe.jpg")))).Message);
    }

    [Fact]
    public async Task Import_FoldersOfOneNameInBothUnicodeForms_AreOneCountry()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b/R\u00e9union/composed.jpg", DrawnPictures.Jpeg(90, 80, 1));
        folder.Write("b/Re\u0301union/decomposed.jpg", DrawnPictures.Jpeg(90, 80, 2));
        await ImportAsync(folder);
        CataloguePicture[] pictures = [.. PictureCatalogue.Open(folder.At("out")).Pictures];
        Assert.Equal(2, pictures.Length);
        Assert.All(pictures, p => Assert.Equal((null, "RE"), (p.Refused, $"{p.Country}")));
        using PictureStore store = PictureCatalogue.Open(folder.At("out")).OpenPictures();
        Assert.All(pictures, p => Assert.NotEmpty(store.Read(p.Address)));
    }

    [Fact]
    public async Task Import_EveryKindOfPicture_IsDecodedByItsContentNotItsName()
    {
        using var folder = new TemporaryFolder();
        foreach ((PictureFormat format, byte[] bytes) in DrawnPicture.EveryFormat(90, 80))
        {
            folder.Write($"b/Hungary/{format}.jpg", bytes); // the wrong ending for two of three
        }

        folder.Write("b/Hungary/deep.png", Png(90, 80, bits: 16, colour: 2, Enumerable.Repeat((byte)200, 90 * 80 * 6)));
        folder.Write("b/Hungary/grey.png", Png(90, 80, bits: 8, colour: 0, Enumerable.Repeat((byte)200, 90 * 80)));
        folder.Write("b/Hungary/huge.png", Png(20_000, 20_000, bits: 8, colour: 2, []));
        folder.Write("b/Hungary/turned.jpg", DrawnPicture.WithOrientation(DrawnPictures.Jpeg(90, 80, 1), 6));
        folder.Write("b/Hungary/cmyk.jpg", Convert.FromBase64String(Cmyk));

        Assert.Equal(
            [
                "Hungary/Jpeg.jpg: ", "Hungary/Png.jpg: ", "Hungary/Webp.jpg: ", "Hungary/cmyk.jpg: ", "Hungary/deep.png: ", "Hungary/grey.png: ",
                "Hungary/huge.png: too large: 20000x20000 pixels, at most 100 megapixels are read", "Hungary/turned.jpg: ",
            ],
            await ImportAsync(folder));
        Dictionary<string, CataloguePicture> seen = PictureCatalogue.Open(folder.At("out")).Pictures.ToDictionary(p => Path.GetFileName(p.Address.File));
        Assert.Equal(new PictureSize(80, 90), seen["turned.jpg"].Size);
        Assert.Equal(200, seen["deep.png"].Measures!.Luminance, 0.5);
        Assert.Equal(200, seen["grey.png"].Measures!.Luminance, 0.5);
        Assert.Equal(151.4, seen["cmyk.jpg"].Measures!.Luminance, 4.0); // ink (0, 127, 255, 0) is RGB (255, 128, 0)
    }

    [Fact]
    public void DecodeAndMeasure_FiveThousandMutatedJpegs_NeverCrash()
    {
        byte[] seed = DrawnPictures.Jpeg(96, 64, 1);
        var judge = new PictureJudge(new SourceSettings { Name = "a", Kind = "folders", Path = "x" }, new Lock());
        Gen.Select(Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 8], Gen.Int[0, 60]).Sample(
            (changes, cut) =>
            {
                byte[] bytes = [.. seed];
                foreach ((int place, byte value) in changes)
                {
                    bytes[place % bytes.Length] = value;
                }

                Judgement judgement = judge.Judge(new SourceEntry("x.jpg", "HU", null, null, null, () => PooledBytes.Of(cut < 50 ? bytes : bytes.AsSpan(0, bytes.Length * cut / 61))));
                Assert.True(judgement.Picture.Refused is not null || judgement.Picture.Measures is not null);
            },
            iter: 5000);
    }

    private static async Task<string[]> ImportAsync(TemporaryFolder folder)
    {
        DataFile data = DataFile.Read(folder.Write("data.json", """{ "sources": [ { "name": "b", "kind": "folders", "path": "b" } ], "vocabulary": { "from": ["b"] } }"""));
        await Importer.ImportAsync(data, folder.At("out"), force: true, null, Token);
        return [.. PictureCatalogue.Open(folder.At("out")).Pictures.Select(p => $"{p.Address.File}: {p.Refused}")];
    }

    /// <summary>A PNG without filters: the chunks as RFC 2083 has them.</summary>
    private static byte[] Png(int width, int height, byte bits, byte colour, IEnumerable<byte> samples)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, colour);
        byte[] all = [.. samples];
        int row = Math.Max(1, all.Length / height);
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            foreach (byte[] line in all.Chunk(row))
            {
                zlib.WriteByte(0);
                zlib.Write(line);
            }
        }

        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        name.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    // RFC 2083, appendix.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }

    [DllImport("libc", EntryPoint = "mkfifo", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakePipe(string path, int mode);

    // 90 x 80 pixels of one colour, written by Pillow: Image.new("CMYK", (90, 80), (0, 127, 255, 0)).save(…, "JPEG", quality=75).
    private const string Cmyk = "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMcHCg3KSwwMTQ0NB8nOT04MjwuMzQy/8AAFAgAUABaBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD3+ivn+vf6KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK/9k=";
}
