using Xunit;

namespace Honnan.Cluster.Tests;

[Trait("Category", "cluster")]
public sealed class Bfloat16SumTests
{
    // Sums of 8 bits of mantissa: 256 + 1 lies between 256 and 258 and goes to the even one, 258 + 1 to 260 for the same reason.
    [Theory]
    [InlineData(1f, 2f, 3f)]
    [InlineData(256f, 1f, 256f)]
    [InlineData(258f, 1f, 260f)]
    [InlineData(-0.5f, 0.5f, 0f)]
    [InlineData(float.PositiveInfinity, 1f, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, float.NaN)]
    public void Add_TwoNumbers_IsTheNearestSum(float a, float b, float sum)
    {
        ushort[] into = [Half(b)];

        Bfloat16Sum.Add([Half(a)], into);

        Assert.Equal(sum, BitConverter.UInt32BitsToSingle((uint)into[0] << 16));
    }

    private static ushort Half(float value) => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);
}
