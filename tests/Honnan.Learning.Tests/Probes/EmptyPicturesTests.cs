using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Learning.Probes;
using Xunit;

namespace Honnan.Learning.Tests.Probes;

public sealed class EmptyPicturesTests
{
    [Fact]
    public void Draw_RealPictures_AreBlurredAndAveraged()
    {
        var real = new DrawnPictures();
        real.Add("real", Flat(new PictureSize(300, 130), 40));
        real.Add("real", Flat(new PictureSize(300, 130), 100));
        real.Add("real", Flat(new PictureSize(800, 200), 250)); // a panorama, which does not count
        real.Add("real", [1, 2, 3]);

        DrawnPictures drawn = EmptyPictures.Draw(real, [.. real.Pictures.Select(p => p.Address)], 1, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["black:1", "grey:1", "white:1", "noise:8", "sky:4", "blurred:2", "average:1"],
            drawn.Pictures.GroupBy(p => p.Kind).Select(k => $"{k.Key}:{k.Count()}"));
        Picture average = new PictureDecoder().Decode(drawn.Read(drawn.Pictures[^1].Address), new PictureSize(768, 331));
        Assert.All(average.Rgb.Take(3 * 768), level => Assert.InRange(level, 69, 71));
    }

    private static byte[] Flat(PictureSize size, byte level)
    {
        byte[] rgb = new byte[size.Area * 3];
        Array.Fill(rgb, level);
        return PictureEncoder.Png(new Picture(size, rgb));
    }
}
