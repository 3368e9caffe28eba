using System.Text;
using System.Text.Json;
using Honnan.Data.Downloads;
using Xunit;

namespace Honnan.Data.Tests.Downloads;

public sealed class ListingReaderTests
{
    private static readonly DownloadOptions Quick = new() { Tries = 3, FirstWait = TimeSpan.FromMilliseconds(1), LongestWait = TimeSpan.FromMilliseconds(5), Stall = TimeSpan.FromSeconds(20) };

    [Theory]
    [InlineData("HTTP/1.1 429 Too Many Requests\nContent-Length: 0")]
    [InlineData("HTTP/1.1 500 Internal Server Error\nContent-Length: 0")]
    public async Task Read_ServerInTrouble_IsAskedAgain(string trouble)
    {
        using var server = new ScriptedServer((number, _) => number < 2 ? new(trouble, default) : Listing());

        Assert.Equal(3, (await ReadAsync(server)).GetArrayLength());
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Read_ServerThatStalls_IsAskedAgain()
    {
        using var server = new ScriptedServer((number, _) => number == 0 ? new("HTTP/1.1 200 OK\nContent-Length: 7", default) { Stalls = true } : Listing());

        Assert.Equal(3, (await ReadAsync(server, Quick with { Tries = 100, Stall = TimeSpan.FromSeconds(1) })).GetArrayLength());
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\nContent-Length: 0", 1, "the server answers 404 Not Found")]
    [InlineData("HTTP/1.1 503 Down\nContent-Length: 0", 3, "the server answers 503 Down")]
    [InlineData("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 0", 1, "it is not JSON: ")]
    public async Task Read_NoListing_IsTheUsersErrorInOneLine(string answer, int requests, string why)
    {
        using var server = new ScriptedServer((_, _) => new(answer, default));

        InputException error = await Assert.ThrowsAsync<InputException>(() => ReadAsync(server));

        Assert.StartsWith($"cannot read '{server.Address}': {why}", error.Message, StringComparison.Ordinal);
        Assert.Equal(requests, server.Requests.Count);
    }

    private static ScriptedServer.Answer Listing() => new("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 7", Encoding.ASCII.GetBytes("[1,2,3]"));

    private static async Task<JsonElement> ReadAsync(ScriptedServer server, DownloadOptions? options = null)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        return await new ListingReader(client, options ?? Quick, TimeProvider.System).ReadAsync(server.Address, null, TestContext.Current.CancellationToken);
    }
}
