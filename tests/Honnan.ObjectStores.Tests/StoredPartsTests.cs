using Honnan.Data.Answers;
using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Data.Stores;
using Honnan.ObjectStores.Tests.Serving;
using Xunit;

namespace Honnan.ObjectStores.Tests;

/// <summary>Two processes at one shard of a store, which has no locks; and requests whose answers are lost.</summary>
public sealed class StoredPartsTests : IDisposable
{
    private const string File = "out/shard-00000-of-00001.parquet";
    private static readonly Shard All = new(0, 1);
    private static readonly ScoreIdentity Identity = new() { Model = "m", Top = 1, Shards = 1 };

    private readonly ObjectServer _server = new();
    private readonly S3Files _store;

    public StoredPartsTests()
    {
        _server.Bucket("bkt");
        _store = Stores.Open(_server, "s3://bkt/out/");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Add_TheSameRowsByTwo_GoesOnForBothAndGivesOneShard()
    {
        using ShardParts first = Parts(), second = Parts();
        foreach (ShardParts parts in (ShardParts[])[first, second, first, second])
        {
            parts.Add(Rows(parts.Rows, 100));
        }

        Assert.Equal(0, first.Join(Stop));
        byte[] shard = _server.Bucket("bkt").Find(File)!.Bytes;
        Assert.Equal(0, second.Join(Stop)); // though its parts are gone

        Assert.Equal([File], _server.Keys("bkt"));
        Assert.Equal(shard, _server.Bucket("bkt").Find(File)!.Bytes);
        Assert.Equal(Enumerable.Range(0, 200).Select(Name), ScoreFile.Open(_store, "shard-00000-of-00001.parquet", Stop).Read(Stop).Select(row => row.File));
    }

    [Fact]
    public void Add_OtherRowsByTwo_EndsTheSecondWithoutHarm()
    {
        using ShardParts first = Parts(), second = Parts();
        first.Add(Rows(0, 100));

        StoreException error = Assert.Throws<StoreException>(() => second.Add(Rows(0, 50)));

        Assert.Contains("another process works on shard-00000-of-00001: it has written 's3://bkt/out/shard-00000-of-00001.parts/rows-000000000000.parquet'", error.Message, StringComparison.Ordinal);
        Assert.True(error.MayPass);
        using ShardParts third = Parts(); // the same command again
        Assert.Equal(100, third.Rows);
    }

    [Fact]
    public void Add_AfterAnotherHasFinished_LeavesTheShard()
    {
        using ShardParts first = Parts(), second = Parts();
        first.Add(Rows(0, 100));
        second.Add(Rows(0, 100));
        first.Join(Stop);
        byte[] shard = _server.Bucket("bkt").Find(File)!.Bytes;

        second.Add(Rows(100, 100)); // a stray part, of pictures that the shard does not have
        Assert.True(Assert.Throws<StoreException>(() => second.Join(Stop)).MayPass);

        Assert.Equal(shard, _server.Bucket("bkt").Find(File)!.Bytes);
        Assert.Equal((1, 100L), (ScoringProgress.Read(_store, Stop).Finished, ScoringProgress.Read(_store, Stop).Done));
    }

    [Theory]
    [InlineData(1)] // before it is opened
    [InlineData(2)] // once it is open
    public void Join_WhileAnotherJoins_GivesOneShardForBoth(int request)
    {
        using ShardParts first = Parts(), second = Parts();
        foreach (ShardParts parts in (ShardParts[])[first, second, first, second])
        {
            parts.Add(Rows(parts.Rows, 100));
        }

        byte[]? shard = null;
        Before(request, "rows-000000000100.parquet", () =>
        {
            second.Join(Stop);
            shard = _server.Bucket("bkt").Find(File)!.Bytes;
        });

        Assert.Equal(0, first.Join(Stop));
        Assert.NotNull(shard);
        Assert.Equal([File], _server.Keys("bkt"));
        Assert.Equal(shard, _server.Bucket("bkt").Find(File)!.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Join_OfPartsThatAnotherTakesAway_MayPass(int request)
    {
        using ShardParts parts = Parts();
        parts.Add(Rows(0, 100));
        Before(request, "rows-000000000000.parquet", () => Parts(force: true).Dispose());

        StoreException error = Assert.Throws<StoreException>(() => parts.Join(Stop));

        Assert.StartsWith("another process works on shard-00000-of-00001: ", error.Message, StringComparison.Ordinal);
        Assert.True(error.MayPass);
        Assert.Empty(_server.Keys("bkt"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Begin_WhileAnotherTakesPartsAway_MayPass(int request)
    {
        using ShardParts other = Parts();
        other.Add(Rows(0, 100));
        other.Add(Rows(100, 100));
        Before(request, "rows-000000000100.parquet", () => other.Join(Stop));

        Assert.True(Assert.Throws<StoreException>(() => Parts()).MayPass);
    }

    [Fact]
    public void Add_WhereTheSamePartIsTakenAwayMeanwhile_MayPass()
    {
        using ShardParts first = Parts(), second = Parts();
        first.Add(Rows(0, 100));
        Before(1, "rows-000000000000.parquet", () => first.Join(Stop));

        Assert.True(Assert.Throws<StoreException>(() => second.Add(Rows(0, 100))).MayPass);
    }

    [Fact]
    public void Write_WhoseAnswerIsLost_IsTakenForDone()
    {
        var lost = new HashSet<string>(StringComparer.Ordinal);
        _server.After = request =>
        {
            if (request.Method == "PUT" && lost.Add(request.Key))
            {
                throw new Refusal(500, "InternalError", "lost");
            }
        };
        using ShardParts parts = Parts();
        parts.Add(Rows(0, 100));
        parts.Join(Stop);

        Assert.Equal(2, lost.Count);
        Assert.Equal(4, _server.Count("PUT"));
        Assert.Equal([File], _server.Keys("bkt"));
    }

    [Fact]
    public void Begin_ByForce_TakesPartsAwayAndReplacesTheShard()
    {
        using (ShardParts old = Parts())
        {
            old.Add(Rows(0, 10));
            old.Join(Stop);
        }

        using (ShardParts begun = Parts())
        {
            begun.Add(Rows(0, 20));
        }

        using ShardParts forced = Parts(force: true);
        Assert.Equal(0, forced.Rows);
        forced.Add(Rows(0, 30));
        forced.Join(Stop);

        Assert.Equal([File], _server.Keys("bkt"));
        Assert.Equal(30, ScoreFile.Open(_store, "shard-00000-of-00001.parquet", Stop).Rows);
    }

    public void Dispose()
    {
        _store.Dispose();
        _server.Dispose();
    }

    private static string Name(int picture) => $"{picture}.jpg";

    private static ScoreRow[] Rows(long from, int count) =>
        [.. Enumerable.Range((int)from, count).Select(i => ScoreRow.Of(new PictureAnswer { Address = new PictureAddress("s", Name(i)), Answer = new Answer { Probabilities = [1], Uncalibrated = [1] } }, [Data.Geography.CountryCode.Parse("HU")], 1))];

    /// <summary>Does something before an object is asked for the so-manieth time.</summary>
    private void Before(int request, string name, Action work)
    {
        int left = request;
        _server.Before = seen =>
        {
            if (seen.Method == "GET" && seen.Key.EndsWith(name, StringComparison.Ordinal) && --left == 0)
            {
                _server.Before = _ => { };
                work();
            }
        };
    }

    private ShardParts Parts(bool force = false) => new(_store, Identity, All, force, Stop);
}
