using System.Globalization;
using Honnan.Data;
using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Honnan.Data.Stores;
using Honnan.Data.Tests.Scoring;
using Honnan.ObjectStores.Tests.Serving;
using Xunit;

namespace Honnan.ObjectStores.Tests;

/// <summary>Scoring from and to a store, by a model that answers by the pictures' bytes alone: the same files as on this system's disks.</summary>
public sealed class StoredScoringTests : IDisposable
{
    private const string Whole = "shard-00000-of-00001.parquet";
    private static readonly Shard All = new(0, 1);

    private readonly ObjectServer _server = new();
    private readonly NamedPictures _pictures = new(1600);
    private readonly S3Files _in;
    private readonly S3Files _out;

    public StoredScoringTests()
    {
        _server.Bucket("bkt");
        (_in, _out) = (Stores.Open(_server, "s3://bkt/in/"), Stores.Open(_server, "s3://bkt/out"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_Folder_GivesTheLocalFolderAsBytes()
    {
        foreach (string name in (string[])["a.jpg", "b/c d+é.PNG", ".hidden/x.jpg", "b/notes.txt", "z/empty.webp"])
        {
            _pictures.Write("folder/" + name, name.Contains("empty", StringComparison.Ordinal) ? "" : name.Length.ToString(CultureInfo.InvariantCulture));
        }

        _server.PutFolder("bkt", "in/", _pictures.At("folder"));
        _server.Put("bkt", "in/b/", []); // as consoles make folders

        AssertSame("folder", "");
        Assert.Equal(3, Whose("b/c d+é.PNG") + Whose("a.jpg") + Whose("z/empty.webp")); // a request a picture, though each was read twice
    }

    [Theory]
    [InlineData("list.txt", "a.jpg\nsub//b.jpg\nimages/c.jpg\na.jpg\nmissing.jpg\n")]
    [InlineData("list.csv", "file\na.jpg\n./sub/b.jpg\nc.jpg\na.jpg\nmissing.jpg\n../secret.jpg\n/etc/passwd\n")]
    [InlineData("list.jsonl", "{\"file\":\"a.jpg\"}\n{\"file\":\"sub/b.jpg\"}\n{\"file\":\"c.jpg\"}\nno json\n{\"file\":\"missing.jpg\"}\n")]
    public void Run_List_GivesTheLocalListAsBytes(string name, string text)
    {
        _pictures.Write("folder/a.jpg", "1");
        _pictures.Write("folder/sub/b.jpg", "2");
        _pictures.Write("folder/images/c.jpg", "3");
        _pictures.Write($"folder/{name}", text);
        _server.PutFolder("bkt", "in/", _pictures.At("folder"));
        _server.Put("bkt", "secret.jpg", "4"u8.ToArray());

        AssertSame($"folder/{name}", name);
        Assert.Equal(0, _server.Requests.Count(request => request.Key is "secret.jpg"));
    }

    [Fact]
    public void Run_WhileAnotherProcessFinishes_GivesItsShard()
    {
        _server.PutFolder("bkt", "in/", _pictures.At("in"));
        using var input = ScoreInput.Open(_in, "", Stop);
        Assert.Throws<InvalidOperationException>(() => _pictures.Score(input, _out, All, goneAfter: 1050));
        _server.Before = request =>
        {
            if (request.Method == "GET" && request.Key.EndsWith("rows-000000000000.parquet", StringComparison.Ordinal))
            {
                _server.Before = _ => { };
                Assert.Equal(1600 - 1024, _pictures.Score(input, _out, All).Scored);
            }
        };

        ScoredShard scored = _pictures.Score(input, _out, All);

        Assert.Equal((1600, 0, $"s3://bkt/out/{Whole}"), (scored.Pictures, scored.Scored, scored.File));
        Assert.Equal([$"out/{Whole}"], _server.Keys("bkt").Where(key => key.StartsWith("out/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "in")]
    [InlineData("x.parquet", "in/x.parquet")]
    public void Run_Parquet_GivesTheLocalFileAsBytes(string name, string local)
    {
        _server.PutFolder("bkt", "in/", _pictures.At("in"));

        AssertSame(local, name);
    }

    [Fact]
    public void Run_ParquetOfLargeGroups_AsksForTheGroupsThatAShardHasAlone()
    {
        byte[] noise = new byte[3 << 20];
        new Random(1).NextBytes(noise);
        Data.Tests.Sources.ParquetDrawing.Write(
            _pictures.At("big/x.parquet"), Enumerable.Range(0, 4).Select(i => new[] { new Data.Tests.Sources.ParquetDrawing.Row([.. noise, (byte)i], "HU", null, null) }));
        _server.PutFolder("bkt", "in/", _pictures.At("big"));
        var shard = new Shard(Shard.IndexOf("x.parquet#2", 50), 50);
        Assert.Equal([false, false, true, false], Enumerable.Range(0, 4).Select(row => shard.Holds($"x.parquet#{row}"))); // else take another count

        using var input = ScoreInput.Open(_in, "x.parquet", Stop);
        byte[] read = input.Pictures(shard.Holds, Stop).Single().Read();

        Assert.Equal([.. noise, 2], read);
        long asked = _server.Requests.Where(request => request.Method == "GET").Sum(request => request.Headers["Range"]!["bytes=".Length..].Split('-').Select(long.Parse).ToArray() is [var from, var to] ? to - from + 1 : 0);
        Assert.InRange(asked, 3 << 20, 21 << 20); // of 12 MiB: the group lies in two blocks of 4 MiB, the footer in another, read for the schema and for the group
    }

    [Theory]
    [InlineData(1100, 1024)]
    [InlineData(1500, 1024)]
    public void Run_AfterAProcessThatWasGone_GoesOnAndGivesTheSameBytes(int after, int kept)
    {
        _server.PutFolder("bkt", "in/", _pictures.At("in"));
        using var input = ScoreInput.Open(_in, "", Stop);
        Assert.Throws<InvalidOperationException>(() => _pictures.Score(input, _out, All, goneAfter: after));
        Assert.Equal(["out/shard-00000-of-00001.parts/rows-000000000000.parquet"], Outputs());

        Assert.Equal(1600 - kept, _pictures.Score(input, _out, All).Scored);

        Assert.Equal([$"out/{Whole}"], Outputs());
        Assert.Equal(Local("in"), Stored(Whole));
        Assert.Equal((0, 1600L), (_pictures.Score(input, _out, All).Scored, ScoringProgress.Read(_out, Stop).Done)); // once more is nothing
    }

    [Fact]
    public void Run_WhileTheStoreGoesDown_EndsWithoutARowForItAndGoesOnLater()
    {
        foreach (int i in Enumerable.Range(0, 600))
        {
            _pictures.Write($"folder/{i:000}.jpg", i.ToString(CultureInfo.InvariantCulture));
        }

        _server.PutFolder("bkt", "in/", _pictures.At("folder"));
        var local = new LocalFiles(_pictures.At("scores"));
        using (var input = ScoreInput.Open(_in, "", Stop))
        {
            _server.Before = request =>
            {
                if (string.CompareOrdinal(request.Key, "in/400.jpg") > 0)
                {
                    throw new Refusal(503, "SlowDown", "later");
                }
            };
            Assert.True(Assert.Throws<StoreException>(() => _pictures.Score(input, local, All)).MayPass);
        }

        Assert.Equal(["shard-00000-of-00001.parts/rows-000000000000.parquet"], _pictures.Everything("scores").Where(name => name.EndsWith(".parquet", StringComparison.Ordinal)));
        _server.Before = _ => { };
        using var again = ScoreInput.Open(_in, "", Stop);
        ScoredShard scored = _pictures.Score(again, local, All);

        Assert.Equal((600, 0, 600 - 256), (scored.Pictures, scored.Unreadable, scored.Scored));
        Assert.Equal(Local("folder"), File.ReadAllBytes(_pictures.At($"scores/{Whole}")));
    }

    [Fact]
    public void Run_Folder_CostsARequestAPictureAndAFewMore()
    {
        const int pictures = 1500; // two parts
        for (int i = 0; i < pictures; i++)
        {
            _server.Put("bkt", $"in/{i:0000}.jpg", [.. "1"u8]);
        }

        using var input = ScoreInput.Open(_in, "", Stop);
        _pictures.Score(input, _out, All);

        string told = string.Join('\n', _server.Requests
            .GroupBy(request => request.IsListing ? "LIST" : request.Method == "GET" && request.Key.StartsWith("in/", StringComparison.Ordinal) ? "GET a picture" : request.Method)
            .OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Count()}"));
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        Assert.Equal(
            """
            DELETE 2
            GET 4
            GET a picture 1500
            HEAD 2
            LIST 5
            PUT 3
            """, told);
    }

    [Fact]
    public void Run_OverAParquetFileThatChanges_EndsTheRun()
    {
        byte[] noise = new byte[6 << 20];
        Data.Tests.Sources.ParquetDrawing.Write(_pictures.At("big/x.parquet"), onePage: false, Enumerable.Range(0, 4).Select(i =>
        {
            new Random(i).NextBytes(noise);
            return new[] { new Data.Tests.Sources.ParquetDrawing.Row([.. noise], "HU", null, null) };
        }));
        _server.PutFolder("bkt", "in/", _pictures.At("big"));
        using var input = ScoreInput.Open(_in, "x.parquet", Stop);
        using IEnumerator<ScoredPicture> pictures = input.Pictures(_ => true, Stop).GetEnumerator();
        Assert.True(pictures.MoveNext());

        _server.Put("bkt", "in/x.parquet", [.. _server.Bucket("bkt").Find("in/x.parquet")!.Bytes, 0]);

        Assert.Contains("'s3://bkt/in/x.parquet' has changed while it was read", Assert.Throws<StoreException>(() => pictures.MoveNext()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_ShardsOfTheStore_AreTheLocalOnes()
    {
        _server.PutFolder("bkt", "in/", _pictures.At("in"));
        using var input = ScoreInput.Open(_in, "", Stop);
        _pictures.Score(input, _out, new Shard(0, 2));
        _pictures.Score("local", new Shard(0, 2));
        Assert.Contains("lacks 1 of 2 shards: 1", Assert.Throws<InputException>(Merge).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => _pictures.Score(input, _out, new Shard(1, 4), goneAfter: 300, force: true));
        ScoringProgress progress = ScoringProgress.Read(_out, Stop);
        Assert.Equal((2, 1, 1600L), (progress.Shards, progress.Finished, progress.Pictures));
        Assert.Equal([1], progress.Waiting);

        _pictures.Score(input, _out, new Shard(1, 2));
        _pictures.Score("local", new Shard(1, 2));
        MergedScores merged = Merge();

        Assert.Equal(("s3://bkt/out/scores.parquet", 2, 1600L), (merged.File, merged.Shards, merged.Pictures));
        Assert.Equal(File.ReadAllBytes(_pictures.Merge("local").File), Stored("scores.parquet"));
        Assert.Equal(merged, Merge()); // is replaced, and not taken for a shard
    }

    public void Dispose()
    {
        _in.Dispose();
        _out.Dispose();
        _pictures.Dispose();
        _server.Dispose();
    }

    private MergedScores Merge() => ScoreMerge.Run(_out, _out, ScoreMerge.FileName, force: false, Stop);

    private string[] Outputs() => [.. _server.Keys("bkt").Where(key => key.StartsWith("out/", StringComparison.Ordinal))];

    private byte[] Stored(string name) => _server.Bucket("bkt").Find("out/" + name)!.Bytes;

    private byte[] Local(string input)
    {
        _pictures.Score("local", All, input: input);
        return File.ReadAllBytes(_pictures.At($"local/{Whole}"));
    }

    private int Whose(string name) => _server.Requests.Count(request => request.Key == "in/" + name);

    private void AssertSame(string local, string name)
    {
        byte[] expected = Local(local);
        using var input = ScoreInput.Open(_in, name, Stop);
        ScoredShard scored = _pictures.Score(input, _out, All);

        Assert.Equal($"s3://bkt/out/{Whole}", scored.File);
        Assert.Equal(expected, Stored(Whole));
        Assert.Equal([$"out/{Whole}"], Outputs());
    }
}
