using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Learning.Probes;
using Xunit;

namespace Honnan.Learning.Tests.Probes;

public sealed class StrangePicturesTests
{
    [Fact]
    public void Draw_SameSeed_GivesTheSamePicturesOfSevenKinds()
    {
        DrawnPictures first = StrangePictures.Draw(2, 3);
        DrawnPictures again = StrangePictures.Draw(2, 3);

        Assert.Equal(14, first.Pictures.Count);
        Assert.Equal(7, first.Pictures.Select(p => p.Kind).Distinct().Count());
        Assert.All(first.Pictures, p => Assert.Equal(first.Read(p.Address), again.Read(p.Address)));
        Assert.NotEqual(first.Read(first.Pictures[0].Address), StrangePictures.Draw(1, 4).Read(first.Pictures[0].Address));
    }

    [Fact]
    public void Of_RealPictures_AreSpoiledEachInItsWay()
    {
        var real = new DrawnPictures();
        var rgb = new byte[320 * 200 * 3];
        new Random(1).NextBytes(rgb);
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)((i / 3 % 320 / 2) + (rgb[i] / 8));
        }

        for (int i = 0; i < 6; i++)
        {
            real.Add("real", PictureEncoder.Png(new Picture(new PictureSize(320, 200), rgb)));
        }

        real.Add("broken", [1, 2, 3]);

        DrawnPictures spoiled = CorruptedPictures.Of(real, real.Pictures.Select(p => p.Address), 1);

        Assert.Equal(["grain", "dark", "glare", "blur", "blocks", "shuffled"], spoiled.Pictures.Select(p => p.Kind));
        double[] means = [.. spoiled.Pictures.Select(p => Mean(spoiled.Read(p.Address)))];
        double mean = rgb.Average(v => (double)v);
        Assert.InRange(means[1], 0, mean / 10);
        Assert.InRange(means[2], 238, 255);
        Assert.Equal(mean, means[5], 8.0);
    }

    private static double Mean(byte[] file)
    {
        Picture picture = new PictureDecoder().Decode(file, new PictureSize(320, 200));
        return picture.Rgb.Take(320 * 200 * 3).Average(v => (double)v);
    }
}
