using Honnan.Data.Loading;
using Honnan.Data.Tests.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class RotationTests
{
    [Fact]
    public void Apply_QuarterTurn_MovesEveryPixelAgainstTheClock()
    {
        var size = new PictureSize(9, 9);
        byte[] from = DrawnPicture.Noise(9, 9, 1).Rgb;
        byte[] to = new byte[9 * 9 * 3];

        Rotation.Apply(from, to, size, Math.PI / 2);

        for (int y = 0; y < 9; y++)
        {
            for (int x = 0; x < 9; x++)
            {
                // Against the clock, the right edge becomes the top one.
                Assert.Equal(from.AsSpan(3 * ((x * 9) + 8 - y), 3).ToArray(), to.AsSpan(3 * ((y * 9) + x), 3).ToArray());
            }
        }
    }

    [Fact]
    public void Apply_NoTurnAndOneColour_ChangeNothing()
    {
        var size = new PictureSize(20, 8);
        byte[] from = DrawnPicture.Noise(20, 8, 2).Rgb[..480];
        byte[] to = new byte[480];
        Rotation.Apply(from, to, size, 0);
        Assert.Equal(from, to);

        byte[] plain = [.. Enumerable.Repeat((byte)93, 480)];
        Rotation.Apply(plain, to, size, 0.3);
        Assert.Equal(plain, to);
    }
}
