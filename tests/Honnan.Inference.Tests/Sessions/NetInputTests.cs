using CsCheck;
using Honnan.Inference.Sessions;
using Xunit;

namespace Honnan.Inference.Tests.Sessions;

public sealed class NetInputTests
{
    /// <summary>Each number is the formula's to the last bit.</summary>
    [Fact]
    public void Normalise_Pixels_GivesChannelByChannelWhatTheFormulaSays() => Gen.Byte.Array[0, 3 * 70].Sample(bytes =>
    {
        byte[] pixels = bytes[..(bytes.Length / 3 * 3)];
        int area = pixels.Length / 3;
        float[] values = new float[pixels.Length];

        NetInput.Normalise(pixels, values);

        for (int i = 0; i < area; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                float expected = pixels[(3 * i) + channel] * (1 / 127.5f);
                Assert.Equal(expected - 1, values[(channel * area) + i]);
            }
        }
    });
}
