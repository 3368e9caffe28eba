using System.Net;
using Honnan.Data;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Reports;

public sealed class ReportPagesTests : IDisposable
{
    private const string Key = "a key of twenty signs";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Pages_ThatAreNotNamed_AreNotThere()
    {
        await using RunningService service = await StartAsync();
        var model = await service.GetAsync("/api/model");

        Assert.Equal(System.Text.Json.JsonValueKind.Null, model.GetProperty("report").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, model.GetProperty("atlas").ValueKind);
        await ProblemAsync(404, await service.Client.GetAsync("/report", Stop));
        await ProblemAsync(404, await service.Client.GetAsync("/atlas", Stop));
    }

    [Fact]
    public async Task Pages_ThatAreNamed_AreLinkedAndServedInASandbox()
    {
        await using RunningService service = await StartAsync(Named);
        var model = await service.GetAsync("/api/model");

        foreach ((string link, string text) in new[] { (model.GetProperty("report").GetString()!, "the report"), (model.GetProperty("atlas").GetString()!, "the atlas") })
        {
            HttpResponseMessage page = await service.Client.GetAsync(link, Stop);
            string policy = page.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Equal(text, await page.Content.ReadAsStringAsync(Stop));
            Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
            Assert.StartsWith("sandbox allow-scripts; default-src 'none'; ", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("self", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Theory]
    [InlineData("POST", "/report", 405)]
    [InlineData("GET", "/report/evaluation.json", 404)]
    [InlineData("GET", "/report/..%2fevaluation.json", 404)]
    [InlineData("GET", "/report/../evaluation.json", 404)]
    [InlineData("GET", "/atlas/atlas.json", 404)]
    [InlineData("GET", "/atlas.html", 404)]
    public async Task Folder_OfAPage_GivesNothingElse(string method, string path, int status)
    {
        await using RunningService service = await StartAsync(Named);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        await ProblemAsync(status, await service.Client.SendAsync(request, Stop));
    }

    [Fact]
    public async Task Page_ThatTheClientHas_IsSentAgainOnlyWhenWrittenAnew()
    {
        await using RunningService service = await StartAsync(Named);
        HttpResponseMessage first = await service.Client.GetAsync("/report", Stop);

        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync()).StatusCode);
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });
        File.SetLastWriteTimeUtc(_folder.Write("judged/report.html", "the REPORT"), DateTime.UtcNow.AddMinutes(1)); // as long as before
        HttpResponseMessage second = await AskAsync();
        Assert.Equal("the REPORT", await second.Content.ReadAsStringAsync(Stop));
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
        File.Delete(Path.Combine(_folder.Path, "judged", "report.html"));
        await ProblemAsync(404, await AskAsync());

        async Task<HttpResponseMessage> AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/report") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
            return await service.Client.SendAsync(request, Stop);
        }
    }

    [Fact]
    public async Task Pages_OfAServiceWithAKey_AreForThoseWhoHaveIt()
    {
        await using RunningService service = await StartAsync(o => Named(o) with { ApiKey = Key });
        await ProblemAsync(401, await service.Client.GetAsync("/report", Stop));
        await ProblemAsync(401, await service.Client.GetAsync("/ATLAS/?ticket=", Stop));
        await ProblemAsync(401, await service.Client.GetAsync($"/report?ticket={Key}", Stop));
        service.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        string link = (await service.GetAsync("/api/model")).GetProperty("report").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/report", Stop)).StatusCode);
        service.Client.DefaultRequestHeaders.Clear();

        Assert.Equal("the report", await service.Client.GetStringAsync(link, Stop));
        await ProblemAsync(401, await service.Client.GetAsync(link.Replace("/report", "/api/model", StringComparison.Ordinal), Stop));
    }

    [Fact]
    public async Task Folder_WithoutThePage_IsTold()
    {
        _folder.Write("data/report.html", "of a selection: no evaluation");

        InputException error = await Assert.ThrowsAsync<InputException>(() => StartAsync(o => o with { ReportFolder = Path.Combine(_folder.Path, "data") }));
        Assert.Contains("there is no evaluation.json in", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<InputException>(() => StartAsync(o => o with { AtlasFolder = _folder.Path }));
        Assert.Contains("there is no atlas.html in", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private WebServiceOptions Named(WebServiceOptions options)
    {
        _folder.Write("judged/report.html", "the report");
        _folder.Write("judged/evaluation.json", "{}");
        _folder.Write("atlas/atlas.html", "the atlas");
        _folder.Write("atlas/atlas.json", "{}");
        return options with { ReportFolder = Path.Combine(_folder.Path, "judged"), AtlasFolder = Path.Combine(_folder.Path, "atlas") };
    }
}
