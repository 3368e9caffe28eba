using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Data.Stores;
using Xunit;

namespace Honnan.Data.Tests.Scoring;

public sealed class InputFailureTests
{
    [Theory]
    [InlineData(5)] // EIO
    [InlineData(24)] // EMFILE
    [InlineData(107)] // ENOTCONN, of FUSE
    [InlineData(116)] // ESTALE, of NFS
    public void Of_ADiskThatFails_EndsTheRun(int number)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the numbers are those of Linux");
        var cause = new IOException("Input/output error : '/mnt/a.jpg'", number);

        StoreException? failure = InputFailure.Of("a.jpg", new InputException($"cannot be read: {cause.Message}", cause), null);

        Assert.Equal(
            ("'a.jpg': cannot be read: Input/output error : '/mnt/a.jpg'; the same command goes on once that is mended", true),
            (failure?.Message, failure?.MayPass));
    }

    [Fact]
    public void Of_AParquetFileOnADiskThatFails_EndsTheRun() => Assert.True(InputFailure.Of(
        "x.parquet#7", new InputException("the row group cannot be read: IOError: Error reading bytes from file. Detail: [errno 5] Input/output error"), null)?.MayPass);

    [Fact]
    public void Of_OnePicturesOwnErrors_IsNone()
    {
        using var folder = new TemporaryFolder();
        Exception[] causes = [new IOException("Too many levels of symbolic links", 40), new EndOfStreamException(), new UnauthorizedAccessException("[errno 5].jpg"), new FileNotFoundException()];

        Assert.All(causes, cause => Assert.Null(InputFailure.Of("a.jpg", new InputException($"cannot be read: {cause.Message}", cause), folder.Path)));
        folder.Write("b.jpg", "1");
        InputException missing = Assert.Throws<InputException>(() => SourceRoot.ReadFile(folder.At("a.jpg")));
        Assert.Null(InputFailure.Of("a.jpg", missing, folder.Path));
        Assert.Null(InputFailure.Of("a.jpg", missing, null));
        Assert.Null(InputFailure.Of("a.jpg", new InputException("larger than 64 MiB"), folder.Path));
    }
}
