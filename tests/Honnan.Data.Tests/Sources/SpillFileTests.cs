using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Sources;

public sealed class SpillFileTests
{
    [Fact]
    public void Read_NoRoomForTheTemporaryFile_EndsAtOnceAndIsNoPicturesFault()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        using var folder = new TemporaryFolder();
        ParquetDrawing.Write(folder.At("train.parquet"), [.. Enumerable.Range(0, 50).Select(i => new ParquetDrawing.Row(DrawnPictures.Jpeg(90, 90, i), "HU", "1", "2"))]);
        int files = 0;
        using var source = new ParquetSource(new SourceSettings { Name = "a", Kind = "parquet", Path = folder.Path }, () =>
        {
            files++;
            return new SpillFile(File.OpenHandle("/dev/full", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        });

        IOException error = Assert.Throws<IOException>(() => source.Read("train.parquet#0"));
        Assert.Contains("(TMPDIR names another place)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(error.Message, Assert.Throws<IOException>(() => source.Read("train.parquet#7")).Message);

        // A loader that goes on over broken pictures does not go on over this.
        Sample[] samples = [.. Enumerable.Range(0, 50).Select(i => new Sample(new PictureAddress("a", $"train.parquet#{i}"), new PictureSize(90, 90), 0))];
        var loader = new BatchLoader(new Only(source), samples, new LoadingOptions { ShortSide = 32, Workers = 2 }, tolerant: true);
        Assert.Throws<IOException>(() => loader.Load(EvaluationPlan.Create(samples, new LoadingOptions { ShortSide = 32 }, 4), TestContext.Current.CancellationToken).Count());
        Assert.Equal(1, files);
    }

    private sealed class Only(ParquetSource source) : IPictureBytes
    {
        public byte[] Read(PictureAddress address) => source.Read(address.File);
    }
}
