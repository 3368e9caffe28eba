using CsCheck;
using Honnan.Data.Imaging;
using SkiaSharp;
using Xunit;

namespace Honnan.Data.Tests.Imaging;

public sealed class PictureDecoderTests
{
    private static readonly PictureDecoder Decoder = new();

    [Fact]
    public void ReadHeader_EachFormat_TellsSizeAndFormat()
    {
        foreach ((PictureFormat format, byte[] bytes) in DrawnPicture.EveryFormat(40, 30))
        {
            Assert.Equal(new PictureHeader(new PictureSize(40, 30), format), Decoder.ReadHeader(bytes));
        }
    }

    [Fact]
    public void Decode_Png_GivesTheDrawnPixels()
    {
        Picture drawn = DrawnPicture.Noise(37, 23, 5);
        Picture decoded = Decoder.Decode(PictureEncoder.Png(drawn));
        Assert.Equal(drawn.Size, decoded.Size);
        Assert.Equal(drawn.Rgb, decoded.Rgb);
    }

    [Theory]
    [InlineData(1, "AB CD EF")]
    [InlineData(2, "BA DC FE")]
    [InlineData(3, "FE DC BA")]
    [InlineData(4, "EF CD AB")]
    [InlineData(5, "ACE BDF")]
    [InlineData(6, "ECA FDB")]
    [InlineData(7, "FDB ECA")]
    [InlineData(8, "BDF ACE")]
    public void Decode_ExifOrientation_IsApplied(int orientation, string expected)
    {
        // Six squares of 16 pixels: two columns, three rows, A to F by brightness; the orientations are the EXIF standard's.
        const int Square = 16;
        byte[] jpeg = DrawnPicture.WithOrientation(PictureEncoder.Jpeg(DrawnPicture.Squares(2, 3, Square), 100), orientation);
        string[] rows = expected.Split(' ');
        var size = new PictureSize(rows[0].Length * Square, rows.Length * Square);
        Assert.Equal(size, Decoder.ReadHeader(jpeg).Size);
        Picture picture = Decoder.Decode(jpeg);
        Assert.Equal(size, picture.Size);
        string seen = string.Join(' ', Enumerable.Range(0, rows.Length).Select(y => string.Concat(Enumerable.Range(0, rows[0].Length)
            .Select(x => DrawnPicture.Letter(picture.At((x * Square) + 8, (y * Square) + 8)[1])))));
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData(1, 64, 48)]
    [InlineData(6, 48, 64)]
    public void Decode_AtLeast_GivesTheSmallestEighthThatIsLargeEnough(int orientation, int width, int height)
    {
        byte[] jpeg = DrawnPicture.WithOrientation(PictureEncoder.Jpeg(DrawnPicture.Squares(4, 3, 16)), orientation);
        Assert.Equal(new PictureSize(width / 2, height / 2), Decoder.Decode(jpeg, new PictureSize(width / 2, 1)).Size);
        Assert.Equal(new PictureSize(width * 5 / 8, height * 5 / 8), Decoder.Decode(jpeg, new PictureSize((width / 2) + 1, 1)).Size);
        Assert.Equal(new PictureSize(width, height), Decoder.Decode(jpeg, new PictureSize(1, height * 2)).Size);
    }

    [Fact]
    public void Decode_TransparentPixels_LieOverWhite()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.SetPixel(0, 0, new SKColor(200, 0, 0, 0));
        bitmap.SetPixel(1, 0, new SKColor(0, 100, 0, 51)); // a fifth: 0.2 · 100 + 0.8 · 255 = 224
        Picture picture = Decoder.Decode(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        Assert.Equal([255, 255, 255, 204, 224, 204], picture.Rgb);
    }

    [Fact]
    public void Decode_EmptyOrForeignOrCut_TellsTheReason()
    {
        Assert.Equal("empty file", Reason([]));
        Assert.Equal("not a picture (JPEG, PNG or WebP)", Reason("<!DOCTYPE html>"u8.ToArray()));
        Assert.Equal("not a picture (JPEG, PNG or WebP)", Reason("GIF89a"u8.ToArray()));
        foreach ((PictureFormat format, byte[] bytes) in DrawnPicture.EveryFormat(80, 60))
        {
            string name = format == PictureFormat.Webp ? "WebP" : format.ToString().ToUpperInvariant();
            Assert.Equal($"truncated {name}", Reason(bytes[..(bytes.Length * 2 / 3)]));
            Assert.Equal($"truncated {name}", Reason(bytes[..20]));
        }
    }

    [Fact]
    public void ReadHeader_OverTheLimits_IsRefusedUndecoded()
    {
        byte[] jpeg = PictureEncoder.Jpeg(DrawnPicture.Noise(64, 48, 1));
        Assert.Contains("at most", Assert.Throws<InputException>(() => new PictureDecoder(new PictureLimits(64 * 47)).ReadHeader(jpeg)).Message, StringComparison.Ordinal);
        Assert.Contains("at most", Assert.Throws<InputException>(() => new PictureDecoder(new PictureLimits(MaxSide: 63)).Decode(jpeg)).Message, StringComparison.Ordinal);
        Assert.Equal(64, new PictureDecoder(new PictureLimits(64 * 48, 64)).ReadHeader(jpeg).Size.Width);
    }

    [Fact]
    public void Decode_MutatedFiles_SucceedsOrRefuses()
    {
        byte[][] seeds = [.. DrawnPicture.EveryFormat(48, 32).Select(f => f.Bytes), DrawnPicture.WithOrientation(PictureEncoder.Jpeg(DrawnPicture.Noise(33, 17, 3)), 6)];
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 12], Gen.Int[0, 40]).Sample(
            (seed, changes, cut) =>
            {
                byte[] bytes = [.. seeds[seed]];
                foreach ((int place, byte value) in changes)
                {
                    bytes[place % bytes.Length] = value;
                }

                try
                {
                    Picture picture = Decoder.Decode(cut < 30 ? bytes : bytes[..(bytes.Length * cut / 40)], new PictureSize(10, 10));
                    Assert.Equal(picture.Size.Area * 3, picture.Rgb.Length);
                }
                catch (InputException)
                {
                    // Refused, as it should be: every other exception fails the test.
                }
            },
            iter: 2000);
    }

    private static string Reason(byte[] bytes) => Assert.Throws<InputException>(() => Decoder.Decode(bytes)).Message;
}
