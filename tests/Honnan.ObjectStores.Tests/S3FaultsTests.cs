using System.Text;
using Honnan.Data;
using Honnan.Data.Stores;
using Honnan.ObjectStores.Tests.Serving;
using Xunit;

namespace Honnan.ObjectStores.Tests;

/// <summary>What a store does wrong, and what is told of it.</summary>
public sealed class S3FaultsTests : IDisposable
{
    private const string Text = "a picture of some length";

    private readonly ObjectServer _server = new();
    private int _asked;

    public S3FaultsTests() => _server.Put("bkt", "a.jpg", Encoding.UTF8.GetBytes(Text));

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(500, "InternalError")]
    public void Read_RefusedTwice_ComesInTheEnd(int status, string code)
    {
        _server.Before = _ => FailUntil(3, status, code);

        Assert.Equal(Text, Read());
        Assert.Equal(3, _asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Read_CutTwice_ComesInTheEnd(int after)
    {
        _server.CutAfter = _ => Interlocked.Increment(ref _asked) < 3 ? after : null;

        Assert.Equal(Text, Read());
        Assert.Equal(3, _asked);
    }

    [Fact]
    public void Read_RangeCutTwice_ComesInTheEnd()
    {
        using S3Files files = Stores.Open(_server, "s3://bkt/");
        using RangedStream stream = files.Open("a.jpg", TestContext.Current.CancellationToken).OpenRanges(TestContext.Current.CancellationToken)!;
        _server.CutAfter = _ => Interlocked.Increment(ref _asked) < 3 ? 5 : null;

        using var reader = new StreamReader(stream);
        Assert.Equal(Text, reader.ReadToEnd());
    }

    [Theory]
    [InlineData(503, "SlowDown", true, "'s3://bkt/a.jpg': the store is too busy (SlowDown: no)")]
    [InlineData(429, "TooManyRequests", true, "the store is too busy (TooManyRequests: no)")]
    [InlineData(500, "InternalError", true, "'s3://bkt/a.jpg': the store fails (InternalError: no)")]
    [InlineData(502, "", true, "the store fails (status 502: no)")]
    [InlineData(403, "AccessDenied", false, "'s3://bkt/a.jpg': access denied (AccessDenied: no)")]
    [InlineData(403, "ExpiredToken", false, "the store refuses the credentials (ExpiredToken: no)")]
    [InlineData(403, "RequestTimeTooSkewed", false, "clock")]
    [InlineData(301, "PermanentRedirect", false, "the bucket is in another region; set AWS_REGION")]
    [InlineData(404, "NoSuchBucket", false, "'s3://bkt/a.jpg': there is no such bucket")]
    [InlineData(501, "NotImplemented", false, "the store does not know what was asked of it")]
    [InlineData(400, "Strange\u001b[31m", false, "the store refuses (Strange")]
    public void Read_RefusedAlways_EndsTheRun(int status, string code, bool mayPass, string told)
    {
        _server.Before = _ => FailUntil(int.MaxValue, status, code);

        StoreException error = Assert.Throws<StoreException>(Read);

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.Equal(mayPass, error.MayPass);
    }

    [Fact]
    public void Read_CutAlways_EndsTheRun()
    {
        _server.CutAfter = _ => 5;

        StoreException error = Assert.Throws<StoreException>(Read);

        Assert.StartsWith("'s3://bkt/a.jpg': the connection broke off", error.Message, StringComparison.Ordinal);
        Assert.True(error.MayPass);
    }

    [Fact]
    public void Read_ThatStalls_EndsTheRun()
    {
        _server.Wait = _ => TimeSpan.FromSeconds(1);

        StoreException error = Assert.Throws<StoreException>(() => Read(patience: Stores.Patience with { Silence = TimeSpan.FromSeconds(5) }));

        Assert.Equal(("'s3://bkt/a.jpg': the store does not answer in time", true), (error.Message, error.MayPass));
    }

    [Fact]
    public void Read_DamagedTwice_ComesInTheEnd()
    {
        _server.Damages = _ => Interlocked.Increment(ref _asked) < 3;

        Assert.Equal(Text, Read());
    }

    [Fact]
    public void HasFile_WhereTheRefusalHasNoWords_IsToldByItsStatus()
    {
        _server.Before = _ => FailUntil(int.MaxValue, 500, "InternalError");
        using S3Files files = Stores.Open(_server, "s3://bkt/");

        Assert.Equal("'s3://bkt/a.jpg': the store fails (status 500)", Assert.Throws<StoreException>(() => files.HasFile("a.jpg")).Message);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><meta charset=utf-8><title>Sign in</title></head><body>&nbsp;<br></body></html>")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("{}")]
    public void List_OfAWebPage_IsNoStore(string page)
    {
        _server.InPlaceOfListings = page;
        using S3Files files = Stores.Open(_server, "s3://bkt/in/");

        StoreException error = Assert.Throws<StoreException>(() => files.HasFolder(""));

        Assert.StartsWith("'s3://bkt/in/': what answers is no object store that speaks S3", error.Message, StringComparison.Ordinal);
        Assert.False(error.MayPass);
    }

    [Fact]
    public void Read_ByAnotherSecret_EndsTheRun()
    {
        StoreException error = Assert.Throws<StoreException>(() => Read(secret: "another"));

        Assert.StartsWith("'s3://bkt/a.jpg': the store refuses the credentials (SignatureDoesNotMatch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhereNothingListens_EndsTheRun()
    {
        var address = new Uri("http://127.0.0.1:1/"); // tcpmux, which nobody has
        using var files = new S3Files(Stores.Client(address), S3Address.Parse("s3://bkt/"), Stores.Patience);

        StoreException error = Assert.Throws<StoreException>(() => files.ReadAsync("a.jpg", 100, CancellationToken.None).GetAwaiter().GetResult());

        Assert.StartsWith("'s3://bkt/a.jpg': the store cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.True(error.MayPass);
    }

    [Fact]
    public void Read_OfWhatIsTheFilesOwnFault_CostsTheFile()
    {
        using S3Files files = Stores.Open(_server, "s3://bkt/");
        Assert.Equal("no such file", Assert.Throws<InputException>(() => files.ReadAsync("b.jpg", 100, CancellationToken.None).GetAwaiter().GetResult()).Message);
        Assert.Equal("larger than 0 MiB", Assert.Throws<InputException>(() => files.ReadAsync("a.jpg", 10, CancellationToken.None).GetAwaiter().GetResult()).Message);
        _server.Before = _ => throw new Refusal(403, "InvalidObjectState", "archived");
        Assert.Contains("archived", Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Stopped_IsStopped()
    {
        using var stop = new CancellationTokenSource();
        _server.Before = _ => stop.Cancel();
        using S3Files files = Stores.Open(_server, "s3://bkt/");

        Assert.ThrowsAny<OperationCanceledException>(() => files.ReadAsync("a.jpg", 100, stop.Token).GetAwaiter().GetResult());
    }

    public void Dispose() => _server.Dispose();

    private void FailUntil(int request, int status, string code)
    {
        if (Interlocked.Increment(ref _asked) < request)
        {
            throw new Refusal(status, code, "no");
        }
    }

    private string Read() => Read(Signature.Secret);

    private string Read(string secret = Signature.Secret, S3Patience? patience = null)
    {
        using S3Files files = Stores.Open(_server, "s3://bkt/", secret: secret, patience: patience);
        return Encoding.UTF8.GetString(files.ReadAsync("a.jpg", 100, TestContext.Current.CancellationToken).GetAwaiter().GetResult());
    }
}
