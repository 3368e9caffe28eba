using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.World.Optics;
using Xunit;

namespace Honnan.World.Tests;

public sealed class DrawnWorldTests
{
    private static readonly WorldOptions Small = new() { ShortSide = 72, Countries = ["HU", "JP", "BR"], Panoramas = 2, Windows = 3, Views = 1 };

    [Fact]
    public void Write_TwiceWithOtherThreads_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        new DrawnWorld(Small with { Workers = 1 }).Write(folder.At("one"), cancellation: TestContext.Current.CancellationToken);
        new DrawnWorld(Small with { Workers = 3 }).Write(folder.At("three"), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Hashes(folder.At("one")), Hashes(folder.At("three")));
        Assert.Equal(3 * (1 + 3 + 1) - 2, Hashes(folder.At("one")).Count(file => file.EndsWith(".jpg", StringComparison.Ordinal)) + 1);
    }

    [Fact]
    public void Render_AnyOrder_GivesTheWrittenPicture()
    {
        using var folder = new TemporaryFolder();
        var world = new DrawnWorld(Small);
        DrawnPicture last = world.Render(CountryCode.Parse("JP"), WorldFormat.Window, 2);
        world.Write(folder.At("world"), cancellation: TestContext.Current.CancellationToken);
        byte[][] files = [.. Directory.EnumerateFiles(folder.At("world/windows/Japan")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

        Assert.Equal(last.Jpeg, files[2]);
        Assert.NotEqual(last.Jpeg, files[1]);
    }

    [Fact]
    public void Render_OtherSeed_GivesAnotherPicture()
    {
        var country = CountryCode.Parse("SE");
        DrawnPicture one = new DrawnWorld(Small).Render(country, WorldFormat.View, 0);
        DrawnPicture other = new DrawnWorld(Small with { Seed = 2 }).Render(country, WorldFormat.View, 0);
        Assert.NotEqual(one.Pixels.Rgb, other.Pixels.Rgb);
        Assert.NotEqual(one.Point, other.Point);
    }

    [Fact]
    public void Render_Sizes_AreThoseOfTheRealDataSets()
    {
        var full = new WorldOptions();
        Assert.Equal(["2244x561", "1536x662", "640x640"], Enum.GetValues<WorldFormat>().Select(format => full.SizeOf(format).ToString()));
        Assert.True((full with { ShortSide = 128 }).SizeOf(WorldFormat.Panorama).IsPanorama);
    }

    [Fact]
    public void Options_Wrong_AreToldAllAtOnce()
    {
        var options = new WorldOptions { Countries = ["HU", "UK"], Panoramas = -1, ShortSide = 10 };
        InputException error = Assert.Throws<InputException>(() => new DrawnWorld(options));
        Assert.Contains("no country 'UK'", error.Message, StringComparison.Ordinal);
        Assert.Contains("panoramas must be", error.Message, StringComparison.Ordinal);
        Assert.Contains("shortSide must be", error.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new DrawnWorld(Small).Render(CountryCode.Parse("FR"), WorldFormat.View, 0));
    }

    [Fact]
    public void Write_ExistingFolder_IsRefusedWithoutForce()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine/kept.txt", "mine");
        var world = new DrawnWorld(Small with { Countries = ["HU"], Panoramas = 0, Windows = 1, Views = 0 });
        world.Write(folder.At("world"), cancellation: TestContext.Current.CancellationToken);
        File.WriteAllText(folder.At("world/data.json"), "old");

        Assert.Throws<InputException>(() => world.Write(folder.At("world"), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("old", File.ReadAllText(folder.At("world/data.json")));
        world.Write(folder.At("world"), force: true, cancellation: TestContext.Current.CancellationToken);
        Assert.NotEqual("old", File.ReadAllText(folder.At("world/data.json")));

        Assert.Throws<InputException>(() => world.Write(folder.At("mine"), force: true, cancellation: TestContext.Current.CancellationToken));
        Assert.True(File.Exists(folder.At("mine/kept.txt")));
    }

    [Fact]
    public void Write_Cancelled_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => new DrawnWorld(Small).Write(folder.At("world"), progress: new Stop(cancel), cancellation: cancel.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static List<string> Hashes(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))} {Path.GetRelativePath(folder, file)}")];

    private sealed class Stop(CancellationTokenSource cancel) : IProgress<WorldProgress>
    {
        public void Report(WorldProgress value)
        {
            if (value.Done == 4)
            {
                cancel.Cancel();
            }
        }
    }
}
