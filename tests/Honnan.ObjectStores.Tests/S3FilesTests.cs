using System.Text;
using Honnan.Data.Stores;
using Honnan.ObjectStores.Tests.Serving;
using Xunit;

namespace Honnan.ObjectStores.Tests;

public sealed class S3FilesTests : IDisposable
{
    private const string Bucket = "bkt";
    private const int Large = (2 * S3Upload.PartBytes) + 77;

    private readonly ObjectServer _server = new();
    private readonly S3Files _files;

    public S3FilesTests()
    {
        _server.Bucket(Bucket);
        _files = Stores.Open(_server, $"s3://{Bucket}/in/");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a + b/é%20?#&='\"<>.jpg")]
    [InlineData("日本/\u0001\n.jpg")]
    public void Write_ThenListAndRead_GivesNameAndBytes(string name)
    {
        Assert.True(_files.Write(name, replace: false, stream => stream.Write("picture"u8)));

        Assert.Equal(["in/" + name], _server.Keys(Bucket));
        StoredFile listed = Assert.Single(_files.List("", deep: true, Stop));
        Assert.Equal((name, 7), (listed.Name, listed.Length));
        Assert.InRange(listed.LastChange, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal("picture", Read(name));
        Assert.True(_files.HasFile(name));
        _files.Delete(name);
        Assert.False(_files.HasFile(name));
        _files.Delete(name); // once more is no error
    }

    [Fact]
    public void List_InPages_GivesEveryNameOnceAndPassesOverWhatNoFolderHolds()
    {
        _server.Bucket(Bucket).PageKeys = 2;
        string[] names = ["a.jpg", "b/c.jpg", "b/d/e.jpg", "f.jpg", "g h.jpg"];
        foreach (string name in (string[])[.. names, "", "b/", ".hidden.jpg", "b/.git/x.jpg", "x//y.jpg", "x/../y\u001b[31m.jpg"])
        {
            _server.Put(Bucket, "in/" + name, "1"u8.ToArray());
        }

        _server.Put(Bucket, "into.jpg", []);

        Assert.Equal(names, _files.List("", deep: true, Stop).Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.StartsWith("2 objects in 's3://bkt/in/' have keys that no folder's file has", _files.PassedOver, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _files.PassedOver!);
        Assert.Equal(["a.jpg", "f.jpg", "g h.jpg"], _files.List("", deep: false, Stop).Select(file => file.Name));
        Assert.Equal(["b/c.jpg"], _files.List("b", deep: false, Stop).Select(file => file.Name));
        Assert.Equal(["b"], _files.Folders(Stop).Where(folder => folder != "x"));
        Assert.True(_files.HasFolder("b/d"));
        Assert.False(_files.HasFolder("b/c"));
        Assert.True(_server.Requests.Count(request => request.IsListing) > 6);
    }

    [Fact]
    public void List_ThatDoesNotSayHowItGoesOn_IsTold()
    {
        _server.Bucket(Bucket).PageKeys = 1;
        _server.Bucket(Bucket).ForgetsToken = true;
        _server.Put(Bucket, "in/a.jpg", []);
        _server.Put(Bucket, "in/b.jpg", []);

        Assert.Contains("does not say how it goes on", Assert.Throws<StoreException>(() => _files.List("", deep: true, Stop)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ThatGoesInACircle_IsTold()
    {
        _server.Bucket(Bucket).PageKeys = 1;
        _server.Bucket(Bucket).Circles = true;
        foreach (string key in (string[])["in/a.jpg", "in/b.jpg", "in/c.jpg", "in/d.jpg"])
        {
            _server.Put(Bucket, key, []);
        }

        _server.Before = _ =>
        {
            if (_server.Requests.Count > 20)
            {
                throw new Refusal(400, "TooMany", "it would go on for ever");
            }
        };

        Assert.Contains("does not say how it goes on", Assert.Throws<StoreException>(() => _files.List("", deep: true, Stop)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhatTheListingLiesAbout_GivesAllItHas()
    {
        _server.Bucket(Bucket).SaidLength = _ => 3;
        _server.Put(Bucket, "in/a.jpg", "a picture"u8.ToArray());

        Assert.Equal(3, _files.List("", deep: true, Stop).Single().Length);
        Assert.Equal("a picture", Read("a.jpg"));
    }

    [Fact]
    public void OpenRanges_OfALargeObject_AsksForWhatIsReadAlone()
    {
        byte[] bytes = Random(40 << 20);
        _server.Put(Bucket, "in/x", bytes);
        IStoredContent content = _files.Open("x", Stop);
        using RangedStream stream = content.OpenRanges(Stop)!;
        byte[] read = new byte[1000];

        stream.Position = bytes.Length - 500;
        Assert.Equal(500, stream.Read(read));
        Assert.Equal(bytes[^500..], read[..500]);
        stream.Position = 12_345_678;
        stream.ReadExactly(read);

        Assert.Equal(bytes.Length, content.Length);
        Assert.Equal(bytes[12_345_678..12_346_678], read);
        Assert.Equal(3, _server.Count("GET")); // its first byte, its end, and the block in the middle
        Assert.All(_server.Requests.Skip(1), request => Assert.Equal(_server.Bucket(Bucket).Find("in/x")!.Tag, request.Headers["If-Match"]));
    }

    [Fact]
    public void OpenRanges_OfAnEmptyObject_IsEmpty()
    {
        _server.Put(Bucket, "in/x", []);
        IStoredContent content = _files.Open("x", Stop);
        using RangedStream stream = content.OpenRanges(Stop)!;

        Assert.Equal((0, 0), (content.Length, stream.Read(new byte[1])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OpenRanges_OfAnObjectThatChanges_Fails(bool replaced)
    {
        _server.Put(Bucket, "in/x", Random(10 << 20));
        using RangedStream stream = _files.Open("x", Stop).OpenRanges(Stop)!;
        stream.ReadByte();
        _server.Bucket(Bucket).Delete("in/x");
        if (replaced)
        {
            _server.Put(Bucket, "in/x", Random(10 << 20, seed: 2));
        }

        stream.Position = 9 << 20;
        StoreException error = Assert.Throws<StoreException>(() => stream.ReadByte());

        Assert.Equal(("'s3://bkt/in/x' has changed while it was read; run it again", false), (error.Message, error.MayPass));
        Assert.Same(error, stream.Failure);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(Large)]
    public void Write_WhereOneIsThere_LeavesItUnlessItIsToBeReplaced(int length)
    {
        byte[] second = Random(length, seed: 2);
        Assert.True(_files.Write("x", replace: false, stream => stream.Write(Random(length))));

        Assert.False(_files.Write("x", replace: false, stream => stream.Write(second)));
        Assert.Equal(Random(length), _server.Bucket(Bucket).Find("in/x")!.Bytes);

        Assert.True(_files.Write("x", replace: true, stream => stream.Write(second)));
        Assert.Equal(second, _server.Bucket(Bucket).Find("in/x")!.Bytes);
        Assert.Empty(_server.Bucket(Bucket).Uploads);
    }

    [Fact]
    public void Write_Large_GoesInPartsAndIsSeenWhenItIsWhole()
    {
        byte[] bytes = Random(Large);
        string left = "upload-1";
        _server.Bucket(Bucket).Begin("in/x"); // by a process that was killed

        _files.Write("x", replace: false, stream =>
        {
            for (int at = 0; at < Large; at += 1 << 20)
            {
                stream.Write(bytes.AsSpan(at, Math.Min(1 << 20, Large - at)));
                Assert.Equal(Math.Min(at + (1 << 20), Large), stream.Position);
                Assert.Empty(_server.Keys(Bucket));
            }

            Assert.DoesNotContain(left, _server.Bucket(Bucket).Uploads.Keys);
            Assert.Single(_server.Bucket(Bucket).Uploads);
        });

        Assert.Equal(bytes, _server.Bucket(Bucket).Find("in/x")!.Bytes);
        Assert.Equal(3, _server.Requests.Count(request => request.Has("partNumber")));
        Assert.Empty(_server.Bucket(Bucket).Uploads);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(Large)]
    public void Write_ThatFails_LeavesNothing(int length)
    {
        Assert.Throws<InvalidOperationException>(() => _files.Write("x", replace: false, stream =>
        {
            stream.Write(Random(length));
            throw new InvalidOperationException("no more");
        }));

        Assert.Empty(_server.Keys(Bucket));
        Assert.Empty(_server.Bucket(Bucket).Uploads);
    }

    [Theory]
    [InlineData(S3Upload.PartBytes + 1)] // the next part has nowhere to go
    [InlineData(Large)] // nor has the last
    public void Write_WhoseUploadAnotherProcessEnds_MayPass(int written)
    {
        byte[] others = Random(Large, seed: 2);

        StoreException error = Assert.Throws<StoreException>(() => _files.Write("x", replace: false, stream =>
        {
            stream.Write(Random(written));
            _files.Write("x", replace: false, other => other.Write(others));
            stream.Write(Random(Large - written));
        }));

        Assert.Equal(("'s3://bkt/in/x': the upload was ended by another process, or its end was not answered; the same command goes on", true), (error.Message, error.MayPass));
        Assert.Equal(others, _server.Bucket(Bucket).Find("in/x")!.Bytes);
        Assert.Empty(_server.Bucket(Bucket).Uploads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_WhoseCompletionIsNotAnswered_IsDone(bool replace)
    {
        int lost = 0;
        _server.Loses = request => request.Method == "POST" && request.Has("uploadId") && Interlocked.Increment(ref lost) == 1;
        byte[] bytes = Random(Large);

        bool written = _files.Write("x", replace, stream => stream.Write(bytes));

        Assert.Equal(2, lost);
        Assert.True(written);
        Assert.Equal(bytes, _server.Bucket(Bucket).Find("in/x")!.Bytes);
    }

    [Fact]
    public void Write_WhosePartIsRefused_FailsWithTheStoresReason()
    {
        _server.Before = request =>
        {
            if (request["partNumber"] == "2")
            {
                throw new Refusal(403, "AccessDenied", "Access Denied");
            }
        };

        StoreException error = Assert.Throws<StoreException>(() => _files.Write("x", replace: false, stream =>
        {
            try
            {
                stream.Write(Random(3 * S3Upload.PartBytes));
            }
            catch (StoreException caught)
            {
                throw new InvalidOperationException("as a library tells it", caught);
            }
        }));

        Assert.Equal("'s3://bkt/in/x': access denied (AccessDenied: Access Denied)", error.Message);
        Assert.Empty(_server.Bucket(Bucket).Uploads);
    }

    public void Dispose()
    {
        _files.Dispose();
        _server.Dispose();
    }

    private static byte[] Random(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private string Read(string name) => Encoding.UTF8.GetString(_files.ReadAsync(name, 1 << 20, Stop).GetAwaiter().GetResult());
}
