using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Imaging;

public sealed class ResizerTests
{
    [Fact]
    [Trait("Category", "reference")]
    public void Resize_PicturesOfTheReference_EqualPillows()
    {
        JsonNode entry = ReferenceFolder.Manifest()["resizing"]!;
        string pixels = (string)entry["pixels"]!;
        ReferenceTensors tensors = ReferenceFolder.Tensors((string)entry["file"]!);
        Assert.NotEmpty(tensors.Names);
        foreach (string name in tensors.Names)
        {
            int[] shape = tensors.Shape(name);
            byte[] expected = tensors.Bytes(name);
            (string kernel, string sizes) = Halves(name, "/");
            (string from, string to) = Halves(sizes, "->");
            int[] source = [.. from.Split('x').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
            Assert.Equal(to, $"{shape[0]}x{shape[1]}");
            Picture picture = DrawnPicture.Formula($"{pixels}/{from}", source[0], source[1]);
            Picture resized = Resizer.Resize(picture, new PictureSize(shape[1], shape[0]), Enum.Parse<Resampling>(kernel, ignoreCase: true));
            Assert.True(expected.AsSpan().SequenceEqual(resized.Rgb), $"{name} differs by {Largest(expected, resized.Rgb)}");
        }
    }

    // Pillow 9.4: resize((5, 4), kernel, box=(1.25, 0.5, 10.75, 8.25)) of the formula's picture "pixels/9x12".
    [Theory]
    [InlineData(Resampling.Box, "C76FE77B91C8C7B3279C4642888B655C37B69A544A665C7FA242825CB5A8AC759E318B5D87714051448F687E8CB1A3DB807F5C76AB7BBE7CBF99CB9C")]
    [InlineData(Resampling.Bilinear, "9A7FBD76918BA28041A5714575966E7F4EAC8C5D6766606F79467D658CABA1769D568E5C7B705774577C77807B8E9FB374906079A882A088C095B5B4")]
    [InlineData(Resampling.Bicubic, "997FC46F958DA77E39AD713F709C727C47B0925A625E636D7D367D6091B5AD74A34A9657806E506D4D7B737D7790A3C1758B5476AF81AA85CA9AC0B4")]
    [InlineData(Resampling.Lanczos, "9A7FC76B9B8EA87634B6763C709F727C45AE9657675567647D27805F95C0B76FA6469F54846B506A44736E7B738DA2C4738C4C78B081AD87CE9BC1B0")]
    public void Resize_PartOfAPicture_EqualsPillows(Resampling resampling, string expected)
    {
        Picture picture = DrawnPicture.Formula("pixels/9x12", 9, 12);
        Picture resized = Resizer.Resize(picture, new PictureSize(5, 4), resampling, new SourceBox(1.25, 0.5, 10.75, 8.25));
        Assert.Equal(expected, Convert.ToHexString(resized.Rgb));
    }

    [Fact]
    public void Resize_Mirrored_IsTheMirrorImageOfThePlainOne() => Cases.Sample(
        (picture, size, resampling) =>
        {
            Picture plain = Resizer.Resize(picture, size, resampling);
            Picture mirrored = Resizer.Resize(picture, size, resampling, mirrored: true);
            for (int y = 0; y < size.Height; y++)
            {
                for (int x = 0; x < size.Width; x++)
                {
                    Assert.True(plain.At(x, y).SequenceEqual(mirrored.At(size.Width - 1 - x, y)));
                }
            }
        },
        iter: 200);

    [Fact]
    public void Resize_OneColour_StaysThatColour() => Cases.Sample(
        (picture, size, resampling) =>
        {
            byte[] rgb = [.. Enumerable.Range(0, picture.Rgb.Length).Select(i => picture.Rgb[i % 3])];
            Picture resized = Resizer.Resize(picture with { Rgb = rgb }, size, resampling);
            Assert.Equal([.. Enumerable.Range(0, (int)size.Area * 3).Select(i => rgb[i % 3])], resized.Rgb);
        },
        iter: 200);

    [Fact]
    public void Resize_WindowOverTheEdge_EqualsTheOneOfTheRolledPanorama() => Gen
        // Widths in 64ths, which are the same numbers at every shift: a box kernel's ties turn on a last bit.
        .Select(Gen.Int[20, 60], Gen.Int[3, 12], Gen.Int[-70, 130], Gen.Int[4, 64].Select(n => n / 64.0), Gen.Enum<Resampling>(), Gen.Int[1, 24])
        .Sample(
            (width, height, shift, share, resampling, target) =>
            {
                Picture panorama = DrawnPicture.Formula("panorama", height, width);
                Picture rolled = Rolled(panorama, shift);
                var size = new PictureSize(target, 7);
                Picture window = Resizer.Resize(panorama, size, resampling, new SourceBox(shift, 0, shift + (share * width), height), wrap: true);
                Picture expected = Resizer.Resize(rolled, size, resampling, new SourceBox(0, 0, share * width, height), wrap: true);
                Assert.Equal(expected.Rgb, window.Rgb);
            },
            iter: 500);

    [Fact]
    public void Resize_BoxOutsideThePicture_IsRefused()
    {
        Picture picture = DrawnPicture.Formula("any", 4, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Resizer.Resize(picture, new PictureSize(2, 2), Resampling.Box, new SourceBox(1, 0, 5, 4)));
    }

    private static Gen<(Picture Picture, PictureSize Size, Resampling Resampling)> Cases { get; } = Gen
        .Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[1, 50], Gen.Enum<Resampling>())
        .Select((w, h, toW, toH, resampling) => (DrawnPicture.Formula($"{w}", h, w), new PictureSize(toW, toH), resampling));

    private static Picture Rolled(Picture picture, int shift)
    {
        byte[] rgb = new byte[picture.Rgb.Length];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int from = (((x + shift) % picture.Width) + picture.Width) % picture.Width;
                picture.At(from, y).CopyTo(rgb.AsSpan(3 * ((y * picture.Width) + x)));
            }
        }

        return picture with { Rgb = rgb };
    }

    private static (string First, string Second) Halves(string text, string separator)
    {
        string[] parts = text.Split(separator);
        return (parts[0], parts[1]);
    }

    private static int Largest(byte[] a, byte[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
