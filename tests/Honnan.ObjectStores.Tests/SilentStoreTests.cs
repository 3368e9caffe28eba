using System.Text;
using Honnan.Data;
using Honnan.Data.Stores;
using Honnan.ObjectStores.Tests.Serving;
using Xunit;

namespace Honnan.ObjectStores.Tests;

/// <summary>A store that takes requests and answers nothing, or not all: for how long it is waited for.</summary>
public sealed class SilentStoreTests : IDisposable
{
    private readonly ObjectServer _server = new();
    private readonly HurriedClock _clock = new(20); // a minute takes three seconds
    private readonly List<string> _told = [];
    private readonly ManualResetEventSlim _end = new();

    public SilentStoreTests() => _server.Put("bkt", "a.jpg", "a picture of some length"u8.ToArray());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(7, 3)]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void Read_WithoutAnAnswer_IsTriedAFewMinutes(int tries, int asked)
    {
        _server.Before = _ => _end.Wait(Stop);
        using S3Files files = Open(tries);

        StoreException error = Assert.Throws<StoreException>(() => Read(files));

        Assert.Equal(("'s3://bkt/a.jpg': the store does not answer in time", true), (error.Message, error.MayPass));
        Assert.Equal(asked, _server.Requests.Count);
        Assert.Equal(asked, _clock.Set.Count(time => time == 60));
        Assert.InRange(_clock.Set.Sum(), 60 * asked, (60 * asked) + 2);
        Assert.Equal(asked - 1, _told.Count);
        Assert.All(_told.Take(1), line => Assert.Equal($"'s3://bkt/a.jpg': the store does not answer in time; it is asked again (1 of {asked} tries)", line));
    }

    [Fact]
    public void Read_WhoseAnswerStalls_IsTriedAgain()
    {
        _server.Before = _ => Slow(_server.Requests.Count < 3);
        using S3Files files = Open();

        Assert.Equal("a picture of some length", Read(files));
        Assert.Equal(3, _server.Requests.Count);
        Assert.NotEmpty(_told);
    }

    [Fact]
    public void List_WhoseAnswerStalls_EndsAndIsNotWaitedForAsLongAgain()
    {
        Slow(true);
        using S3Files files = Open();

        Assert.True(Assert.Throws<StoreException>(() => files.List("", deep: true, Stop)).MayPass);
        Assert.Equal(3, _server.Requests.Count);
        Assert.True(Assert.Throws<StoreException>(() => files.HasFolder("x")).MayPass);
        Assert.Equal(3 + 1, _server.Requests.Count); // it was silent just before

        Slow(false);
        Assert.Single(files.List("", deep: true, Stop));
        _server.Before = _ => _end.Wait(Stop);
        Assert.Throws<StoreException>(() => files.HasFile("a.jpg"));
        Assert.Equal(3 + 1 + 1 + 3, _server.Requests.Count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(S3Upload.PartBytes + 10)]
    public void Write_WithoutAnAnswer_IsTriedAFewMinutes(int length)
    {
        _server.Before = request =>
        {
            if (request.Method == "PUT")
            {
                _end.Wait(Stop);
            }
        };
        using S3Files files = Open();

        StoreException error = Assert.Throws<StoreException>(() => files.Write("x", replace: false, stream => stream.Write(new byte[length])));

        Assert.Equal(("'s3://bkt/x': the store does not answer in time", true), (error.Message, error.MayPass));
        Assert.Equal(3, _server.Count("PUT"));
    }

    [Fact]
    public void Read_RefusedAlways_IsTriedWithLongerAndLongerPauses()
    {
        _server.Before = _ => throw new Refusal(503, "SlowDown", "later");
        using S3Files files = Open(silence: 7200);

        Assert.Throws<StoreException>(() => Read(files));

        double[] pauses = [.. _clock.Set.Where(time => time != 7200)];
        Assert.Equal(7, _server.Requests.Count);
        Assert.Equal(6, pauses.Length);
        Assert.All(pauses, (pause, i) => Assert.InRange(pause, 0.25 * Math.Pow(2, i), 0.25 * Math.Pow(2, i) * 1.25));
        Assert.InRange(pauses.Sum(), 15.75, 19.7);
        Assert.Empty(_told);
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("1", 1)]
    [InlineData("12", 12)]
    public void Of_TheVariable_GivesTheTries(string text, int tries) => Assert.Equal(tries, S3Patience.Of(text).Tries);

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public void Of_AnythingElse_IsRefused(string text) =>
        Assert.Equal($"the variable AWS_MAX_ATTEMPTS must be a whole number from 1 to 100, not '{text}'", Assert.Throws<InputException>(() => S3Patience.Of(text)).Message);

    public void Dispose()
    {
        _end.Set();
        _server.Dispose();
        _end.Dispose();
    }

    private S3Files Open(int tries = 7, int silence = 60) => Stores.Open(_server, "s3://bkt/", patience: new S3Patience { Tries = tries, Silence = TimeSpan.FromSeconds(silence), Clock = _clock, Tell = _told.Add });

    private void Slow(bool slow) => _server.Wait = _ => TimeSpan.FromSeconds(slow ? 10 : 0);

    private static string Read(S3Files files) => Encoding.UTF8.GetString(files.ReadAsync("a.jpg", 100, Stop).GetAwaiter().GetResult());
}
