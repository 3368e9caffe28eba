using CsCheck;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Tests.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class ViewPreparerTests
{
    private static readonly LoadingOptions Bare = new() { ShortSide = 32, Overlay = OverlayHandling.Leave };

    [Fact]
    public void Prepare_WindowAtAHeading_EqualsTheFirstOfTheRolledPanorama() => Gen
        .Select(Gen.Int[110, 300], Gen.Int[0, 299])
        .Sample(
            (width, shift) =>
            {
                shift %= width;
                Picture panorama = DrawnPicture.Noise(width, 36, 1);
                Picture rolled = Shifted(panorama, shift);
                Assert.Equal(Prepared(rolled, new PictureView(0, 0, false), Bare), Prepared(panorama, new PictureView(0, (double)shift / width, false), Bare));
            },
            iter: 50);

    [Fact]
    public void Prepare_Mirrored_TwiceIsThePlainView() => Gen
        .Select(Gen.Int[40, 150], Gen.Int[40, 60], Gen.Double[0, 0.99])
        .Sample(
            (width, height, heading) =>
            {
                Picture picture = DrawnPicture.Noise(width, height, 2);
                PictureSize size = new ViewPreparer(Bare).ViewSize(picture.Size);
                byte[] plain = Prepared(picture, new PictureView(0, heading, false), Bare);
                byte[] mirrored = Prepared(picture, new PictureView(0, heading, true), Bare);
                Assert.Equal(plain, Flipped(mirrored, size.Width));
            },
            iter: 50);

    [Fact]
    public void Prepare_Masked_CoversTheSamePixelsOfEverySourceMirroredOrNot()
    {
        LoadingOptions masked = Bare with { Overlay = OverlayHandling.Mask };
        var window = new PictureSize(96, 42);
        var panorama = new PictureSize(168, 42);
        byte[][] pictures = [Black(window, false), Black(window, true), Black(panorama, false), Black(panorama, true)];
        Assert.Contains(OverlayMask.Level, pictures[0]);
        Assert.All(pictures, p => Assert.Equal(pictures[0], p));
        Assert.Equal(pictures[0], Flipped(pictures[0], 74)); // round(32 · 1536 / 662)

        byte[] Black(PictureSize size, bool mirrored) =>
            Prepared(new Picture(size, new byte[size.Area * 3]), new PictureView(0, 0.7, mirrored), masked);
    }

    [Fact]
    public void Prepare_WithoutFlip_MasksTheOverlaysOwnSideOnly()
    {
        LoadingOptions masked = Bare with { Overlay = OverlayHandling.Mask, Flip = false };
        byte[] view = Prepared(new Picture(new PictureSize(96, 42), new byte[96 * 42 * 3]), new PictureView(0, 0.5, false), masked);
        Assert.Equal(OverlayMask.Level, view[3 * ((28 * 74) + 66)]); // the mini-map
        Assert.Equal(0, view[3 * ((28 * 74) + 74 - 1 - 66)]);
        Assert.Throws<ArgumentException>(() =>
            Prepared(new Picture(new PictureSize(96, 42), new byte[96 * 42 * 3]), new PictureView(0, 0.5, true), masked));
    }

    [Theory]
    [InlineData(1280, 640)]
    [InlineData(1279, 637)]
    [InlineData(2560, 637)]
    public void Prepare_AtAReducedScale_IsNearQuartersOfTheFullOne(int width, int height)
    {
        // A quarter's pixels are the means of 4 x 4 full ones (those beyond the picture repeat its edge).
        Picture picture = Resizer.Resize(DrawnPicture.Noise(width / 5, height / 5, 3), new PictureSize(width, height), Resampling.Bicubic);
        byte[] jpeg = PictureEncoder.Jpeg(picture, 95);
        LoadingOptions options = Bare with { ShortSide = 128 };
        var view = new PictureView(0, 0.3, false);
        byte[] reduced = Prepared(jpeg, picture.Size, view, options);
        SourceBox box = ViewPreparer.Box(picture.Size, view);
        Picture full = new PictureDecoder().Decode(jpeg);
        var quarterSize = new PictureSize((width + 3) / 4, (height + 3) / 4);
        Picture quarter = Resizer.Resize(Extended(full, quarterSize), quarterSize, Resampling.Box);
        Picture expected = Resizer.Resize(
            quarter, new ViewPreparer(options).ViewSize(picture.Size), Resampling.Bilinear, box.Scaled(0.25, 0.25), wrap: picture.Size.IsPanorama);
        Assert.InRange(reduced.Zip(expected.Rgb, (a, b) => Math.Abs(a - b)).Average(), 0, 0.75);
    }

    private static Picture Extended(Picture picture, PictureSize quarter)
    {
        var size = new PictureSize(quarter.Width * 4, quarter.Height * 4);
        byte[] rgb = [.. Enumerable.Range(0, size.Height).SelectMany(y => Enumerable.Range(0, size.Width)
            .SelectMany(x => picture.At(Math.Min(x, picture.Width - 1), Math.Min(y, picture.Height - 1)).ToArray()))];
        return new Picture(size, rgb);
    }

    private static byte[] Prepared(Picture picture, PictureView view, LoadingOptions options) =>
        Prepared(PictureEncoder.Png(picture), picture.Size, view, options);

    private static byte[] Prepared(byte[] file, PictureSize size, PictureView view, LoadingOptions options)
    {
        var preparer = new ViewPreparer(options);
        byte[] rgb = new byte[preparer.ViewSize(size).Area * 3];
        preparer.Prepare(file, size, [view], rgb);
        return rgb;
    }

    private static Picture Shifted(Picture picture, int shift)
    {
        byte[] rgb = [.. Enumerable.Range(0, picture.Height).SelectMany(y => Enumerable.Range(0, picture.Width)
            .SelectMany(x => picture.At((x + shift) % picture.Width, y).ToArray()))];
        return picture with { Rgb = rgb };
    }

    private static byte[] Flipped(byte[] rgb, int width) =>
        [.. rgb.Chunk(width * 3).SelectMany(row => row.Chunk(3).Reverse().SelectMany(p => p))];
}
