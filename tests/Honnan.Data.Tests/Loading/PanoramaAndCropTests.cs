using Honnan.Data.Configuration;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class PanoramaAndCropTests
{
    private static readonly PictureSize Panorama = new(2244, 561);
    private static readonly LoadingOptions Views = new() { ShortSide = 64, Panorama = PanoramaHandling.Views, Overlay = OverlayHandling.Leave };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2499, 0)]
    [InlineData(0.25, 561)]
    [InlineData(0.99, 1683)]
    public void Box_OfAQuarter_IsOneViewWithoutASeam(double heading, double left) =>
        Assert.Equal(new SourceBox(left, 0, left + 561, 561), ViewPreparer.Box(Panorama, new PictureView(0, heading, false), Views));

    [Fact]
    public void Plans_OfQuarters_AreSquareAndShowAllFour()
    {
        Sample[] samples = [new(new PictureAddress("a", "x"), Panorama, 0), new(new PictureAddress("a", "y"), new PictureSize(640, 640), 1)];
        IReadOnlyList<PictureView> batch = Assert.Single(EvaluationPlan.Create(samples, Views, 16)); // one bucket for both
        Assert.Equal([0, 0.25, 0.5, 0.75], batch.Where(v => v.Sample == 0).Select(v => v.Heading));
        Assert.Equal(new PictureSize(64, 64), new ViewPreparer(Views).ViewSize(Panorama));
        Assert.Single(TrainingPlan.Create(samples, Views, 16, 1, 0));
        Assert.Contains("windows must be 4", Assert.Throws<InputException>(() => StrictJson.Parse<LoadingOptions>("""{ "panorama": "views", "windows": 8 }""", "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_Quarters_ShowThePicturesFourParts()
    {
        Picture picture = DrawnPicture.Noise(256, 64, 5);
        byte[] file = PictureEncoder.Png(picture);
        byte[] rgb = new byte[64 * 64 * 3];
        new ViewPreparer(Views).Prepare(file, picture.Size, [new PictureView(0, 0.5, false)], rgb);
        Picture expected = Resizer.Resize(picture, new PictureSize(64, 64), Resampling.Bilinear, new SourceBox(128, 0, 192, 64));
        Assert.Equal(expected.Rgb, rgb);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Box_Cropped_TouchesNoOverlayAndKeepsTheShape(bool flip)
    {
        var options = new LoadingOptions { Overlay = OverlayHandling.Crop, Flip = flip };
        var window = new PictureSize(1536, 662);
        SourceBox box = ViewPreparer.Box(window, new PictureView(0, 0.5, false), options);
        Assert.Equal(1536.0 / 662, box.Width / box.Height, 1e-9);
        Assert.All(OverlayMask.GeoGuessr.Layout(flip), r => Assert.True(
            r.Right * 1536 <= box.Left + 1e-9 || r.Left * 1536 >= box.Right - 1e-9 || r.Bottom * 662 <= box.Top + 1e-9 || r.Top * 662 >= box.Bottom - 1e-9));
        Assert.InRange(box.Width * box.Height / window.Area, 0.38, 0.8);
    }

    [Fact]
    public void Prepare_FurtherMasks_AreCoveredToo()
    {
        var options = new LoadingOptions { ShortSide = 32, Flip = false, Masks = [new FrameRectangle(0.4, 0.4, 0.6, 0.6)] };
        var size = new PictureSize(74, 32);
        byte[] rgb = new byte[size.Area * 3];
        new ViewPreparer(options).Prepare(PictureEncoder.Png(new Picture(size, new byte[rgb.Length])), size, [new PictureView(0, 0.5, false)], rgb);
        Assert.Equal(OverlayMask.Level, rgb[3 * ((16 * 74) + 37)]);
        Assert.Equal(0, rgb[3 * ((8 * 74) + 37)]);
        Assert.Contains("masks must have", Assert.Throws<InputException>(() => StrictJson.Parse<LoadingOptions>(
            """{ "masks": [ { "left": 0.5, "top": 0, "right": 0.4, "bottom": 1 } ] }""", "x")).Message, StringComparison.Ordinal);
    }
}
