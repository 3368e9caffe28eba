using Honnan.Data;
using Honnan.Data.Files;
using Honnan.Learning.Features;
using Xunit;

namespace Honnan.Learning.Tests.Features;

/// <summary>A file where the folder would be stands for a folder that cannot be written, which root could.</summary>
public sealed class FeatureFolderTests
{
    [Fact]
    public void Of_SelectionThatCanBeWritten_IsInIt()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(folder.At("features"), FeatureFolder.Of(folder.Path, folder.At("cache")));
        Assert.False(Directory.Exists(folder.At("cache")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.At("features")));
    }

    [Fact]
    public void Of_SelectionThatCannot_IsInTheCache()
    {
        using var folder = new TemporaryFolder();
        folder.Write("selection/features", "in the way");

        Assert.Equal(folder.At("cache/features"), FeatureFolder.Of(folder.At("selection"), folder.At("cache")));
    }

    [Fact]
    public void Of_NeitherCan_IsOneLineThatNamesBothAndTheVariable()
    {
        using var folder = new TemporaryFolder();
        folder.Write("selection/features", "in the way");
        folder.Write("cache", "in the way");

        string message = Assert.Throws<InputException>(() => FeatureFolder.Of(folder.At("selection"), folder.At("cache"))).Message;

        Assert.All([folder.At("selection/features"), folder.At("cache/features"), UserCache.Variable], part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }
}
