using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Honnan.Data.Downloads;
using Xunit;

namespace Honnan.Data.Tests.Downloads;

public sealed partial class FileDownloaderTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7919 >> 5))];
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));
    private static readonly DownloadOptions Quick = new() { Tries = 4, FirstWait = TimeSpan.FromMilliseconds(1), LongestWait = TimeSpan.FromMilliseconds(5), Stall = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task Fetch_AnHonestServer_GivesTheFileAndNothingBeside()
    {
        using var server = new ScriptedServer((_, head) => Serve(head));
        await AssertFetchedAsync(server, requests: 1);
    }

    [Fact]
    public async Task Fetch_AConnectionThatDrops_GoesOnByRange()
    {
        using var server = new ScriptedServer((number, head) => Serve(head, most: number < 3 ? 50_000 : int.MaxValue));
        await AssertFetchedAsync(server, requests: 4);
        Assert.Equal([0, 50_000, 100_000, 150_000], server.Requests.Select(From));
    }

    [Fact]
    public async Task Fetch_AServerThatStalls_IsAskedAgain()
    {
        using var server = new ScriptedServer((number, head) => Serve(head, most: number == 0 ? 70_000 : int.MaxValue) with { Stalls = number == 0 });
        await AssertFetchedAsync(server, Quick with { Tries = 100, Stall = TimeSpan.FromSeconds(1) });
        Assert.InRange(server.Requests.Count, 2, 100); // more where this machine stalls, too
        Assert.Equal(70_000, From(server.Requests.ElementAt(1)));
    }

    [Theory]
    [InlineData("HTTP/1.1 429 Too Many Requests\nRetry-After: 1\nContent-Length: 0")]
    [InlineData("HTTP/1.1 500 Internal Server Error\nContent-Length: 0")]
    [InlineData("HTTP/1.1 503 Service Unavailable\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT\nContent-Length: 0")]
    public async Task Fetch_AServerInTrouble_IsAskedAgain(string trouble)
    {
        using var server = new ScriptedServer((number, head) => number < 2 ? new(trouble, default) : Serve(head));
        await AssertFetchedAsync(server, requests: 3);
    }

    [Fact]
    public async Task Fetch_AServerThatStaysInTrouble_IsTheUsersErrorAfterSomeTries()
    {
        using var server = new ScriptedServer((_, _) => new("HTTP/1.1 500 Oh No\nContent-Length: 0", default));
        using var folder = new TemporaryFolder();
        string message = (await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, folder))).Message;
        Assert.Equal($"cannot download '{server.Address}': the server answers 500 Oh No", message);
        Assert.Equal(4, server.Requests.Count);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task Fetch_AServerWithoutRanges_BeginsAnew()
    {
        using var server = new ScriptedServer((number, head) => Serve(head, most: number == 0 ? 70_000 : int.MaxValue, ranges: false));
        await AssertFetchedAsync(server, requests: 2);
    }

    [Fact]
    public async Task Fetch_AServerThatSaysMoreThanItSends_IsAskedAgainAndThenRefused()
    {
        using var server = new ScriptedServer((_, head) => Serve(head, claimed: Content.Length + 10));
        using var folder = new TemporaryFolder();
        await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, folder));
        Assert.False(File.Exists(folder.At("file.bin")));
    }

    [Fact]
    public async Task Fetch_AFileThatChangesMeanwhile_IsTheNewOneWhole()
    {
        byte[] other = [.. Content.Select(b => (byte)~b)];
        using var server = new ScriptedServer((number, head) => number == 0
            ? Serve(head, most: 70_000, content: other, tag: "\"old\"")
            : Serve(head, tag: "\"new\""));
        await AssertFetchedAsync(server, requests: 2);
    }

    [Fact]
    public async Task Fetch_ARangeBeyondTheEnd_BeginsAnew()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file.bin.part", new byte[Content.Length + 5]);
        folder.Write("file.bin.part.tag", "\"v1\"");
        using var server = new ScriptedServer((number, head) => number == 0 ? new("HTTP/1.1 416 Range Not Satisfiable\nContent-Length: 0", default) : Serve(head));
        await FetchAsync(server, folder);
        Assert.Equal(Content, await File.ReadAllBytesAsync(folder.At("file.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fetch_AllBytesAreThereAlready_AreJudgedAndNotFetchedAgain()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file.bin.part", Content);
        folder.Write("file.bin.part.tag", "\"v1\"");
        using var server = new ScriptedServer((_, _) => new($"HTTP/1.1 416 Range Not Satisfiable\nContent-Range: bytes */{Content.Length}\nContent-Length: 0", default));
        await FetchAsync(server, folder);
        Assert.Single(server.Requests);
        Assert.Equal(Content, await File.ReadAllBytesAsync(folder.At("file.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fetch_ALeftOverOfAnotherVersion_IsFoundByTheHashAndFetchedAgain()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file.bin.part", new byte[90_000]); // not what the server's bytes are, though the tag says so
        folder.Write("file.bin.part.tag", "\"v1\"");
        using var server = new ScriptedServer((_, head) => Serve(head));
        await FetchAsync(server, folder);
        Assert.Equal([90_000, 0], server.Requests.Select(From));
        Assert.Equal(Content, await File.ReadAllBytesAsync(folder.At("file.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fetch_WrongHashOrLength_IsRefusedAndNothingKept()
    {
        using var server = new ScriptedServer((_, head) => Serve(head));
        using var folder = new TemporaryFolder();
        InputException error = await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, folder, file => file with { Sha256 = "11ad3fa6" }));
        Assert.Equal($"'{server.Address}': its SHA-256 begins with {Hash[..8]}, 11ad3fa6 is expected; nothing was kept", error.Message);
        error = await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, folder, file => file with { Length = 5 }));
        Assert.Equal($"'{server.Address}': it has 200000 bytes, 5 are expected; nothing was kept", error.Message);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task Fetch_AFileThatIsThere_IsNotFetchedAgainUnlessItIsWrong()
    {
        using var server = new ScriptedServer((_, head) => Serve(head));
        using var folder = new TemporaryFolder();
        folder.Write("file.bin", Content);
        await FetchAsync(server, folder);
        Assert.Empty(server.Requests);
        folder.Write("file.bin", "broken");
        await FetchAsync(server, folder);
        Assert.Equal(Content, await File.ReadAllBytesAsync(folder.At("file.bin"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Fetch_Cancelled_KeepsWhatHasCome()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        using (var server = new ScriptedServer((_, head) => Serve(head, most: 70_000) with { Stalls = true }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(server, folder, null, new Stop(cancel), cancel.Token));
        }

        Assert.InRange(new FileInfo(folder.At("file.bin.part")).Length, 1, 70_000);
        using var again = new ScriptedServer((_, head) => Serve(head));
        await FetchAsync(again, folder);
        Assert.InRange(From(again.Requests.Single()), 1, 70_000);
    }

    [Theory]
    [InlineData(401, "it wants a key; set HF_TOKEN")]
    [InlineData(404, "the server answers 404 Not So")]
    public async Task Fetch_Refused_SaysWhyAtOnce(int status, string why)
    {
        using var server = new ScriptedServer((_, _) => new($"HTTP/1.1 {status} Not So\nContent-Length: 0", default));
        using var folder = new TemporaryFolder();
        Assert.EndsWith(why, (await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, folder))).Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Fetch_Offline_IsTheUsersError()
    {
        var server = new ScriptedServer((_, head) => Serve(head));
        server.Dispose(); // nobody listens there any more
        using var folder = new TemporaryFolder();
        Assert.StartsWith($"cannot download '{server.Address}': Connection refused", (await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, folder))).Message, StringComparison.Ordinal);
    }

    private static async Task AssertFetchedAsync(ScriptedServer server, int requests)
    {
        await AssertFetchedAsync(server);
        Assert.Equal(requests, server.Requests.Count);
    }

    private static async Task AssertFetchedAsync(ScriptedServer server, DownloadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        await FetchAsync(server, folder, options: options);
        Assert.Equal(["file.bin"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
        Assert.Equal(Content, await File.ReadAllBytesAsync(folder.At("file.bin"), TestContext.Current.CancellationToken));
    }

    private static async Task FetchAsync(
        ScriptedServer server, TemporaryFolder folder, Func<Downloadable, Downloadable>? change = null, IProgress<DownloadProgress>? progress = null, CancellationToken? cancellation = null, DownloadOptions? options = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var file = new Downloadable("file.bin", server.Address) { Sha256 = Hash[..8] };
        await new FileDownloader(client, options ?? Quick, TimeProvider.System)
            .FetchAsync(change?.Invoke(file) ?? file, folder.Path, progress, cancellation ?? TestContext.Current.CancellationToken);
    }

    private static ScriptedServer.Answer Serve(string head, int most = int.MaxValue, bool ranges = true, byte[]? content = null, string tag = "\"v1\"", int? claimed = null)
    {
        content ??= Content;
        int from = ranges && IfRange().Match(head) is { Success: true } known && known.Groups["tag"].Value == tag ? From(head) : 0;
        int length = (claimed ?? content.Length) - from;
        string status = from > 0 ? $"HTTP/1.1 206 Partial Content\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}" : "HTTP/1.1 200 OK";
        return new($"{status}\nETag: {tag}\nContent-Length: {length}", content.AsMemory(from, Math.Min(most, content.Length - from)));
    }

    private static int From(string head) => Range().Match(head) is { Success: true } range ? int.Parse(range.Groups["from"].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("\r\nRange: bytes=(?<from>[0-9]+)-", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();

    [GeneratedRegex("\r\nIf-Range: (?<tag>[^\r]*)\r", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IfRange();

    private sealed class Stop(CancellationTokenSource cancel) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => cancel.Cancel();
    }
}
