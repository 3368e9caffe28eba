using System.Text.Json;
using CsCheck;
using Honnan.Data;
using Honnan.World.Truth;
using Xunit;

namespace Honnan.World.Tests.Truth;

public sealed class CueMaskTests
{
    private static readonly Gen<(int Width, int Height, byte[] Pixels)> Masks =
        from width in Gen.Int[1, 12]
        from height in Gen.Int[1, 9]
        from pixels in Gen.Byte[0, 1].Array[width * height]
        select (width, height, pixels);

    [Fact]
    public void Runs_AnyMask_GiveThePixelsBack() => Masks.Sample(m =>
    {
        byte[] owners = [.. m.Pixels.Select(p => (byte)(p << 3))];
        var mask = CueMask.OfBit(owners, new PictureSize(m.Width, m.Height), 3);
        Assert.Equal(m.Pixels, mask.ToPixels());
        Assert.Equal(m.Pixels.Count(p => p == 1), mask.Area);
        Assert.Equal(0, CueMask.OfBit(owners, new PictureSize(m.Width, m.Height), 2).Area);
        CueMask read = JsonSerializer.Deserialize<CueMask>(JsonSerializer.Serialize(mask, WorldManifest.OneLine), WorldManifest.OneLine)!;
        Assert.Equal(mask.Runs, read.Runs);
    });

    [Fact]
    public void Box_AnyMask_IsTheSmallestAroundIt() => Masks.Sample(m =>
    {
        var mask = CueMask.OfBit(m.Pixels, new PictureSize(m.Width, m.Height), 0);
        int[] inside = [.. Enumerable.Range(0, m.Pixels.Length).Where(i => m.Pixels[i] == 1)];
        (int, int, int, int) box = inside.Length == 0
            ? (0, 0, 0, 0)
            : (inside.Min(i => i % m.Width), inside.Min(i => i / m.Width), inside.Max(i => i % m.Width) + 1, inside.Max(i => i / m.Width) + 1);
        Assert.Equal(box, mask.Box);
    });

    [Fact]
    public void Contains_AnyTolerance_LooksThatFar() => Masks.Select(Gen.Int[-2, 13], Gen.Int[-2, 10], Gen.Int[0, 3]).Sample((m, x, y, tolerance) =>
    {
        var mask = CueMask.OfBit(m.Pixels, new PictureSize(m.Width, m.Height), 0);
        bool near = Enumerable.Range(0, m.Pixels.Length).Any(i =>
            m.Pixels[i] == 1 && Math.Abs((i % m.Width) - x) <= tolerance && Math.Abs((i / m.Width) - y) <= tolerance);
        Assert.Equal(near, mask.Contains(x, y, tolerance));
    });

    [Theory]
    [InlineData(new[] { 3, 2 })]
    [InlineData(new[] { 5, -1, 2 })]
    [InlineData(new int[0])]
    public void Runs_NotThePicturesPixels_AreRefused(int[] runs) =>
        Assert.ThrowsAny<ArgumentException>(() => new CueMask(3, 2, runs));
}
