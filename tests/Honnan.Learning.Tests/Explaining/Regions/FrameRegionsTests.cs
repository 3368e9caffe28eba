using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Learning.Explaining.Regions;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining.Regions;

public sealed class FrameRegionsTests
{
    private static readonly PictureSize Window = new(1536, 662);
    private static readonly PictureSize Panorama = new(2244, 561);

    [Fact]
    public void Of_Shapes_HaveTheirOwnRegions()
    {
        Assert.Equal(["overlay", "watermark", "car", "borders"], FrameRegions.Of(Window).Select(r => r.Name));
        Assert.Equal(["watermark", "car", "seams"], FrameRegions.Of(Panorama).Select(r => r.Name));
        Assert.Equal(["watermark", "car", "borders"], FrameRegions.Of(new PictureSize(640, 640)).Select(r => r.Name));
        Assert.All(FrameRegions.Names, name => Assert.Equal(name, FrameRegions.Get(name).Name));
    }

    [Fact]
    public void Elsewhere_OfEveryRegion_IsAsLargeAndSomewhereElse() => Assert.All(FrameRegions.Names.Where(n => n != FrameRegions.Overlay), name =>
    {
        FrameRegion region = FrameRegions.Get(name);
        double area = region.Elsewhere.Sum(r => (r.Right - r.Left) * (r.Bottom - r.Top));
        Assert.InRange(area, 0.85 * region.Area, 1.15 * region.Area);
        Assert.All(region.Elsewhere, e => Assert.All(region.Rectangles, r => Assert.True(
            e.Right <= r.Left + 1e-9 || e.Left >= r.Right - 1e-9 || e.Bottom <= r.Top + 1e-9 || e.Top >= r.Bottom - 1e-9, $"{name}: {e} and {r}")));
    });

    // By hand: of five rows the lowest holds 2 of 6; it is the only one whose middle (0.9) lies in the car's strip.
    [Fact]
    public void Energy_MapOfRows_IsTheShareInside()
    {
        var map = new HeatMap([1, 1, 1, 1, 2], 1, 5);

        Assert.Equal(1 / 3.0, FrameRegions.Get(FrameRegions.Car).Energy(map), 1e-9);
        Assert.Equal(0, FrameRegions.Get(FrameRegions.Car).Energy(new HeatMap([0, 0], 1, 2)));
    }

    [Fact]
    public void Fill_Rectangle_CoversItWhereTheViewShowsIt()
    {
        using var gradients = no_grad();
        using Tensor view = ones([3, 4, 4]);

        RegionCover.Fill(view, [new FrameRectangle(0.5, 0.5, 1, 1)], new SourceBox(0, 0, 8, 8), new PictureSize(8, 8));

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0], view[0].data<float>().ToArray());
    }

    // The window begins at three quarters of a panorama and goes on at its left edge.
    [Fact]
    public void Fill_WindowOverAPanoramasEnd_CoversItsBeginningToo()
    {
        using var gradients = no_grad();
        using Tensor view = ones([3, 1, 8]);

        RegionCover.Fill(view, [new FrameRectangle(0, 0, 0.125, 1)], new SourceBox(24, 0, 40, 8), new PictureSize(32, 8));

        Assert.Equal([1, 1, 1, 1, 0, 0, 1, 1], view[1].data<float>().ToArray());
    }
}
