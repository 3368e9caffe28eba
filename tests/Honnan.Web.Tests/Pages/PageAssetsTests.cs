using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Pages;

public sealed partial class PageAssetsTests : IAsyncLifetime
{
    private const int MostBytes = 600_000;
    private static readonly string Folder = ProjectFolder.At("src", "Honnan.Web", "wwwroot");

    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await StartAsync();

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Page_AndAllItsFiles_AreSmallCompressed(string coding)
    {
        long total = 0;
        foreach (string path in Directory.GetFiles(Folder).Select(f => $"/{Path.GetFileName(f)}").Where(p => p != "/flags.json"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", coding } } };
            HttpResponseMessage answer = await _service.Client.SendAsync(request, Stop);
            Assert.Equal(coding, answer.Content.Headers.ContentEncoding.Single());
            total += answer.Content.Headers.ContentLength!.Value;
        }

        total += new FileInfo(Path.Combine(Folder, "flags.json")).Length; // as if every flag were asked for, uncompressed
        Assert.InRange(total, 1, MostBytes);
    }

    [Theory]
    [InlineData("/style.css", "gzip, deflate", "gzip")] // what browsers take by plain HTTP
    [InlineData("/style.css", "gzip, deflate, br, zstd", "br")]
    [InlineData("/style.css", "br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("/style.css", "identity", null)]
    [InlineData("/api/countries?all=true", "gzip", "gzip")]
    [InlineData("/openapi/v1.json", "br", "br")]
    [InlineData("/api/model", "gzip", null)]
    public async Task Answer_InTheClientsCoding_IsTheSame(string path, string accepted, string? coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", accepted } } };
        HttpResponseMessage answer = await _service.Client.SendAsync(request, Stop);
        await using Stream sent = await answer.Content.ReadAsStreamAsync(Stop);
        await using Stream plain = coding switch
        {
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var reader = new StreamReader(plain);

        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(await _service.Client.GetStringAsync(path, Stop), await reader.ReadToEndAsync(Stop));
    }

    [Fact]
    public async Task Page_Headers_LetInNothingFromElsewhere()
    {
        HttpResponseMessage page = await _service.Client.GetAsync("/", Stop);
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotMatch(Inline(), await page.Content.ReadAsStringAsync(Stop));
        Assert.Empty(page.Headers.Server);
    }

    [Fact]
    public async Task Asset_ThatTheClientHas_IsNotSentAgain()
    {
        HttpResponseMessage first = await _service.Client.GetAsync("/world.json", Stop);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/world.json");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await _service.Client.SendAsync(request, Stop)).StatusCode);
    }

    [Fact]
    public async Task Flag_OfEveryCountry_IsThere()
    {
        foreach (string country in (string[])["HU", "XK", "NP", "AQ"])
        {
            Assert.Equal("image/svg+xml", (await _service.Client.GetAsync($"/flags/{country}.svg", Stop)).Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public void Files_OfThePage_AskForNothingElsewhere() => Assert.All(
        Directory.GetFiles(Folder, "*.*").Where(f => Path.GetExtension(f) is ".js" or ".css" or ".html"),
        file => Assert.DoesNotMatch(Elsewhere(), File.ReadAllText(file)));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style", RegexOptions.None, 1000)]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?<!www\.w3\.org/2000/)https?://(?!www\.w3\.org/2000/svg)", RegexOptions.None, 1000)]
    private static partial Regex Elsewhere();
}
