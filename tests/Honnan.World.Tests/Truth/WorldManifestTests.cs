using Honnan.Data;
using Honnan.Data.Sources;
using Honnan.World.Truth;
using Xunit;

namespace Honnan.World.Tests.Truth;

public sealed class WorldManifestTests
{
    [Fact]
    public void Read_WrittenWorld_KnowsEveryPictureAndMask()
    {
        using var folder = new TemporaryFolder();
        var world = new DrawnWorld(new WorldOptions { ShortSide = 64, Countries = ["PL", "BR"], Panoramas = 1, Windows = 2, Views = 1 });
        world.Write(folder.At("world"), cancellation: TestContext.Current.CancellationToken);
        var manifest = WorldManifest.Read(folder.At("world"));

        Assert.Equal(8, manifest.Pictures.Count);
        Assert.Equal(["panoramas", "panoramas", "windows", "windows", "windows", "windows", "views", "views"], manifest.Pictures.Select(p => p.Source));
        foreach (PictureRecord picture in manifest.Pictures)
        {
            Assert.Same(picture, manifest.Find(new PictureAddress(picture.Source, picture.File)));
            foreach (CueRecord cue in picture.Cues)
            {
                CueMask mask = manifest.Mask(cue);
                Assert.Equal((picture.Width, picture.Height, cue.Pixels), (mask.Width, mask.Height, mask.Area));
                (int left, int top, int right, int bottom) = mask.Box;
                Assert.Equal([left, top, right, bottom], cue.Box);
            }
        }

        Assert.Null(manifest.Find(new PictureAddress("windows", "Poland/none.jpg")));
        Assert.All(manifest.Pictures.Where(p => p.Shortcut), p => Assert.Equal(("windows", "BR"), (p.Source, p.Country)));
    }

    [Theory]
    [InlineData("{\"source\":\"a\"}")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Read_BadLine_IsRefusedByItsNumber(string line)
    {
        using var folder = new TemporaryFolder();
        folder.Write(WorldManifest.FileName, line + "\n");
        folder.Write(WorldManifest.MasksName, "{\"width\":2,\"height\":2,\"runs\":[3]}\n");
        InputException error = Assert.Throws<InputException>(() => WorldManifest.Read(folder.Path));
        Assert.Contains("manifest.jsonl line 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mask_BadOrMissingLine_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write(WorldManifest.FileName, "");
        folder.Write(WorldManifest.MasksName, "{\"width\":2,\"height\":2,\"runs\":[3]}\n");
        var manifest = WorldManifest.Read(folder.Path);
        Assert.Contains("line 1", Assert.Throws<InputException>(() => manifest.Mask(new CueRecord("a", "scene", [0, 0, 1, 1], 1, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("no line 2", Assert.Throws<InputException>(() => manifest.Mask(new CueRecord("a", "scene", [0, 0, 1, 1], 1, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => WorldManifest.Read(folder.At("nowhere")));
    }
}
