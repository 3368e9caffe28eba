using CsCheck;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class AspectBucketsTests
{
    [Theory]
    [InlineData(2, 256, 594, 256)]
    [InlineData(2, 392, 910, 392)]
    [InlineData(2, 512, 1188, 512)]
    [InlineData(2, 662, 1536, 662)]
    [InlineData(0, 224, 224, 224)]
    [InlineData(1, 256, 390, 256)] // 256 · 1.52323 = 389.95
    [InlineData(-1, 256, 256, 390)]
    [InlineData(-2, 256, 256, 594)]
    public void Size_OfABucket_HasTheShortSide(int bucket, int shortSide, int width, int height) =>
        Assert.Equal(new PictureSize(width, height), AspectBuckets.Size(bucket, shortSide));

    [Theory]
    [InlineData(1536, 662, 2)]
    [InlineData(2244, 561, 2)] // a panorama's windows
    [InlineData(640, 640, 0)]
    [InlineData(800, 600, 1)] // ln 1.333 / ln 1.523 = 0.68
    [InlineData(600, 800, -1)]
    [InlineData(299, 100, 3)]
    [InlineData(1, 1000, -6)]
    public void Of_Sizes_IsTheNearestBucket(int width, int height, int bucket) =>
        Assert.Equal(bucket, AspectBuckets.Of(new PictureSize(width, height)));

    [Fact]
    public void Box_OfAnySinglePicture_KeepsFourFifthsInsideIt() => Gen
        .Select(Gen.Int[1, 20_000], Gen.Int[1, 20_000], Gen.Double[0, 1])
        .Where((w, h, _) => w < 3 * h && (double)w / h >= AspectBuckets.LeastAspect)
        .Sample((w, h, heading) =>
        {
            var size = new PictureSize(w, h);
            SourceBox box = ViewPreparer.Box(size, new PictureView(0, heading, false));
            Assert.True(box.Width * box.Height >= 0.8 * size.Area);
            Assert.Equal(AspectBuckets.Aspect(AspectBuckets.Of(size)), box.Width / box.Height, 1e-9);
            Assert.True(box.Left >= 0 && box.Top >= 0 && box.Right <= w + 1e-6 && box.Bottom <= h + 1e-6);
        });

    [Fact]
    public void Box_OfThePicturesOfTheStudy_IsTheWholePictureOrFullHeight()
    {
        SourceBox single = ViewPreparer.Box(new PictureSize(1536, 662), new PictureView(0, 0.3, false));
        Assert.Equal(0, single.Left, 1e-9);
        Assert.Equal(1536, single.Right, 1e-9);
        Assert.Equal(0, single.Top, 1e-9);
        Assert.Equal(662, single.Bottom, 1e-9);

        SourceBox window = ViewPreparer.Box(new PictureSize(2244, 561), new PictureView(0, 0.75, false));
        Assert.Equal(1683, window.Left, 1e-9);
        Assert.Equal(561 * 1536 / 662.0, window.Width, 1e-9);
        Assert.Equal(561, window.Height);
    }
}
