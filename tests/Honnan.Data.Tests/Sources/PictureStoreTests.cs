using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class PictureStoreTests
{
    private static readonly PictureAddress Gone = new("streets", "Canada/gone.jpg");

    [Theory]
    [InlineData("folders", "pictures")]
    [InlineData("csv", "pictures/labels.csv")]
    public void Read_PictureThatIsGone_NamesItsFolder(string kind, string path)
    {
        using var folder = new TemporaryFolder();
        folder.Write("pictures/labels.csv", "file,country\n");
        using PictureStore store = PictureStore.Open([new SourceSettings { Name = "streets", Kind = kind, Path = folder.At(path) }]);

        Assert.Equal(folder.At("pictures"), store.FolderOf("streets"));
        Assert.Equal($"'Canada/gone.jpg' of source 'streets' in '{folder.At("pictures")}': no such file", Assert.Throws<InputException>(() => store.Read(Gone)).Message);
        Assert.Equal(
            $"picture 'Canada/gone.jpg' of source 'streets' in '{folder.At("pictures")}': no such file",
            Assert.Throws<InputException>(() => Load(store)).Message);
    }

    [Fact]
    public void Load_PictureThatIsBroken_NamesItsFolder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pictures/Canada/gone.jpg", "no picture");
        using PictureStore store = PictureStore.Open([new SourceSettings { Name = "streets", Kind = "folders", Path = folder.At("pictures") }]);

        Assert.StartsWith(
            $"picture 'Canada/gone.jpg' of source 'streets' in '{folder.At("pictures")}': not a picture", Assert.Throws<InputException>(() => Load(store)).Message, StringComparison.Ordinal);
    }

    private static void Load(PictureStore store)
    {
        var loader = new BatchLoader(store, [new Sample(Gone, new PictureSize(64, 64), 0)], new LoadingOptions { ShortSide = 32, Workers = 1 });
        foreach (PictureBatch batch in loader.Load([[new PictureView(0, 0, false)]], TestContext.Current.CancellationToken))
        {
            batch.Dispose();
        }
    }
}
