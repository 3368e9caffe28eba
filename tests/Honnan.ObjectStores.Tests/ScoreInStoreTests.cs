using System.Text.Json;
using Honnan.Cli.Tests;
using Honnan.Data.Sources;
using Honnan.Inference.Tests;
using Honnan.ObjectStores.Tests.Serving;
using Xunit;

namespace Honnan.ObjectStores.Tests;

/// <summary>honnan score from a store and to it, as processes of their own, one of them killed.</summary>
[Trait("Category", "end-to-end")]
public sealed class ScoreInStoreTests : IDisposable
{
    private const int Kill = 9;
    private const int Pictures = 1100 + 80;

    private readonly ObjectServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public ScoreInStoreTests()
    {
        _server.Bucket("bkt");
        Model = ["--model", _folder.Write("small.onnx", Small()), "--threads", "1"];
    }

    private string[] Model { get; }

    [Fact]
    public void Score_KilledAndGoneOnWithElsewhere_MergesToWhatTheLocalFolderGives()
    {
        // The first shard has more than a part's pictures, the second few.
        byte[][] few = [.. Enumerable.Range(0, 9).Select(seed => DrawnPictures.Jpeg(48, 24, seed))];
        int[] left = [1100, 80];
        for (int i = 0; left.Sum() > 0; i++)
        {
            string name = $"{i % 7}/{i:0000}.jpg";
            int to = Shard.IndexOf(name, 2);
            if (left[to] > 0)
            {
                left[to]--;
                _folder.Write($"in/{name}", left[to] % 100 == 3 ? "no picture"u8.ToArray() : few[i % few.Length]);
            }
        }

        _server.PutFolder("bkt", "photos/", _folder.At("in"));
        string[] shard = ["score", "s3://bkt/photos/", .. Model, "-o", "s3://bkt/scores", "--shards", "2", "--shard"];
        string part = "scores/shard-00000-of-00002.parts/rows-000000000000.parquet";
        using (var killed = new ManualResetEventSlim())
        using (HonnanProcess process = Start([.. shard, "0"]))
        {
            _server.Before = _ => // nothing goes on once the part is there
            {
                if (_server.Bucket("bkt").Find(part) is not null)
                {
                    killed.Wait(TestContext.Current.CancellationToken);
                }
            };
            Assert.True(SpinWait.SpinUntil(() => process.HasExited || _server.Bucket("bkt").Find(part) is not null, TimeSpan.FromMinutes(2)));
            process.Signal(Kill);
            Finished end = process.Wait();
            _server.Before = _ => { };
            killed.Set();
            Assert.Equal(128 + Kill, end.Code);
        }

        Assert.Equal([part], _server.Keys("bkt").Where(key => key.StartsWith("scores/", StringComparison.Ordinal)));
        Assert.Contains("; of 2 shards 0 are finished, 1 begun, 1 waiting", Run("score", "--progress", "s3://bkt/scores/").Done().Output, StringComparison.Ordinal);
        Assert.Contains("holds no finished shard (begun, but not finished: shard-00000-of-00002", Run("score", "--merge", "s3://bkt/scores/").Refused(), StringComparison.Ordinal);
        JsonElement again = Run([.. shard, "0", "--json"]).Json();
        Assert.Equal("s3://bkt/scores/shard-00000-of-00002.parquet", again.GetProperty("file").GetString());
        Assert.Equal(again.GetProperty("pictures").GetInt32() - 1024, again.GetProperty("scored").GetInt32());
        Run([.. shard, "1"]).Done();
        JsonElement merged = Run("score", "--merge", "s3://bkt/scores/", "-o", _folder.At("merged.parquet"), "--json").Json();
        foreach (string index in (string[])["0", "1"])
        {
            HonnanProcess.Run(["score", _folder.At("in"), .. Model, "-o", _folder.At("scores"), "--shards", "2", "--shard", index]).Done();
        }

        HonnanProcess.Run("score", "--merge", _folder.At("scores")).Done();

        Assert.Equal((Pictures, 11 + 1), (merged.GetProperty("pictures").GetInt32(), merged.GetProperty("unreadable").GetInt32()));
        Assert.Equal(File.ReadAllBytes(_folder.At("scores/scores.parquet")), File.ReadAllBytes(_folder.At("merged.parquet")));
        Assert.Equal(["scores/shard-00000-of-00002.parquet", "scores/shard-00001-of-00002.parquet"], _server.Keys("bkt").Where(key => key.StartsWith("scores/", StringComparison.Ordinal)));
        Assert.Equal(Pictures, ScoredRow.Read(_folder.At("merged.parquet")).Select(row => row.File).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Score_OfAnOpenStore_NeedsNoCredentials()
    {
        _server.IsOpenToAll = true;
        _server.Put("bkt", "photos/a.jpg", DrawnPictures.Jpeg(48, 24, 1));

        JsonElement told = Run(["score", "s3://bkt/photos", .. Model, "-o", _folder.At("scores"), "--json"], ("AWS_NO_SIGN_REQUEST", "YES"), ("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")).Json();

        Assert.Equal((1, 0), (told.GetProperty("pictures").GetInt32(), told.GetProperty("unreadable").GetInt32()));
        Assert.All(_server.Requests, request => Assert.Null(request.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(2, "no input 's3://bkt/nothing/'", "s3://bkt/nothing/")]
    [InlineData(2, "'s3://bkt/x.parquet': no such file", "s3://bkt/x.parquet")]
    [InlineData(2, "'s3://bkt/list.csv': no such file", "s3://bkt/list.csv")]
    [InlineData(2, "there is no such bucket", "s3://other/photos/")]
    [InlineData(2, "is one picture", "s3://bkt/photos/a.jpg")]
    [InlineData(2, "no bucket's name", "s3://-/photos/")]
    [InlineData(2, "access denied", "s3://bkt/secret/")]
    [InlineData(75, "'s3://bkt/busy/': the store is too busy", "s3://bkt/busy/")]
    public void Score_WhatTheStoreRefuses_IsOneLine(int code, string told, string input)
    {
        _server.Before = request =>
        {
            string prefix = request["prefix"] ?? "";
            if (prefix == "secret/" || prefix == "busy/")
            {
                throw prefix == "busy/" ? new Refusal(503, "SlowDown", "later") : new Refusal(403, "AccessDenied", "no");
            }
        };

        Finished end = Run(["score", input, .. Model, "-o", _folder.At("scores")]);

        Assert.Equal((code, 1), (end.Code, end.Error.Count(c => c == '\n')));
        Assert.Contains(told, end.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("scores")));
    }

    [Fact]
    public void Score_WhereNothingListens_EndsWithTheCodeForTryingAgain()
    {
        Finished end = Run(["score", "s3://bkt/photos/", .. Model, "-o", _folder.At("scores")], ("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"), ("AWS_MAX_ATTEMPTS", "1"));

        Assert.Equal((75, 1), (end.Code, end.Error.Count(c => c == '\n')));
        Assert.Contains("the store cannot be reached", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_WithoutCredentials_SaysWhereTheyAreLookedFor()
    {
        Finished end = Run(["score", "s3://bkt/photos/", .. Model, "-o", _folder.At("scores")], ("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_EC2_METADATA_DISABLED", "true"));

        Assert.Contains("no credentials were found (AWS_ACCESS_KEY_ID", end.Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_WithRegionOrWithoutEndpoint_SignsForItOrAsksForOne()
    {
        _server.Put("bkt", "photos/a.jpg", DrawnPictures.Jpeg(48, 24, 1));
        string[] line = ["score", "s3://bkt/photos/", .. Model, "-o", _folder.At("scores")];

        Run(line, ("AWS_REGION", "eu-central-1")).Done();
        Assert.All(_server.Requests, request => Assert.Contains("/eu-central-1/s3/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal));
        Assert.Contains("no region was found; set AWS_REGION", Run([.. line, "--force"], ("AWS_ENDPOINT_URL_S3", ""), ("AWS_EC2_METADATA_DISABLED", "true")).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_InAPodWithARole_HasItsCredentials()
    {
        _server.Put("bkt", "photos/a.jpg", DrawnPictures.Jpeg(48, 24, 1));

        Run(
            ["score", "s3://bkt/photos/", .. Model, "-o", _folder.At("scores")],
            ("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_REGION", "eu-central-1"), ("AWS_ENDPOINT_URL_STS", _server.Address.ToString()),
            ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/honnan"), ("AWS_WEB_IDENTITY_TOKEN_FILE", _folder.Write("token", TokenService.Token))).Done();

        Assert.Equal(1, _server.Count("POST"));
        Assert.All(_server.Requests.Where(request => request.Method == "GET"), request => Assert.Equal("session", request.Headers["x-amz-security-token"]));
    }

    [Fact]
    public void Score_OfAFolder_LoadsNoClientOfStores()
    {
        _server.Put("bkt", "photos/a.jpg", File.ReadAllBytes(_folder.Write("in/a.jpg", DrawnPictures.Jpeg(48, 24, 1))));
        const string client = "AWSSDK.S3.dll";

        Assert.DoesNotContain(client, Loaded("predict", _folder.At("in/a.jpg"), Model[0], Model[1]));
        Assert.DoesNotContain(client, Loaded(["score", _folder.At("in"), .. Model, "-o", _folder.At("scores")]));
        Assert.Contains(client, Loaded(["score", "s3://bkt/photos/", .. Model, "-o", _folder.At("stored")]));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _server.Dispose();
    }

    /// <summary>The demo's model, told to look at pictures of a twelfth of its size: what it says then is of no use, but is soon said.</summary>
    private static byte[] Small()
    {
        byte[] model = File.ReadAllBytes(ProjectFolder.At("models", "demo-12.onnx"));
        int at = model.AsSpan().IndexOf("\"shortSide\": 384"u8);
        Assert.True(at > 0, "the demo's model has another size; say which");
        "\"shortSide\":  32"u8.CopyTo(model.AsSpan(at));
        return model;
    }

    private HashSet<string> Loaded(params string[] arguments)
    {
        using HonnanProcess process = Start(arguments);
        var loaded = new HashSet<string>(StringComparer.Ordinal);
        while (!process.HasExited)
        {
            loaded.UnionWith(process.Libraries(".dll"));
            Thread.Sleep(5);
        }

        process.Wait().Done();
        Assert.SkipWhen(loaded.Count == 0, "this system has no /proc");
        Assert.Contains("Honnan.Data.dll", loaded);
        return loaded;
    }

    private Finished Run(params string[] arguments) => Run(arguments, []);

    private Finished Run(string[] arguments, params (string Name, string Value)[] variables)
    {
        using HonnanProcess process = Start(arguments, variables);
        return process.Wait();
    }

    private HonnanProcess Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        (string Name, string Value)[] usual =
        [
            ("AWS_ENDPOINT_URL_S3", _server.Address.ToString()), ("AWS_ACCESS_KEY_ID", Signature.KeyId), ("AWS_SECRET_ACCESS_KEY", Signature.Secret), ("AWS_MAX_ATTEMPTS", "2"),
            ("AWS_CONFIG_FILE", _folder.At("none")), ("AWS_SHARED_CREDENTIALS_FILE", _folder.At("none")), ("HOME", _folder.Path), // nothing of whoever runs the tests
        ];
        string[] set = [.. usual.Where(v => !variables.Any(w => w.Name == v.Name)).Concat(variables).Select(v => v.Value.Length > 0 ? $"{v.Name}={v.Value}" : $"-u{v.Name}").OrderBy(word => word[0] != '-')];
        return HonnanProcess.StartOther("/usr/bin/env", [.. set, HonnanProcess.Program, .. arguments]);
    }
}
