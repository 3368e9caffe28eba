using Honnan.Data.Geography;
using Honnan.Learning.Explaining.Atlas;
using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

[Trait("Category", "browser")]
public sealed class ReportLinkTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>, IDisposable
{
    // Says what a page reaches from where it stands.
    private const string Curious = """
        <!doctype html><html lang="en"><head><title>Report</title></head><body><p id="kept"></p><p id="asked"></p><script>
        try { localStorage.getItem('honnan.language'); document.getElementById('kept').textContent = 'reached'; } catch { document.getElementById('kept').textContent = 'not reached'; }
        fetch('/api/model').then(() => 'reached', () => 'not reached').then(said => { document.getElementById('asked').textContent = said; });
        </script></body></html>
        """;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1024, ColorScheme.Light)]
    public async Task Pages_OfTheModel_AreLinkedAndStandAlone(int width, ColorScheme scheme)
    {
        _folder.Write("report.html", Curious);
        _folder.Write("evaluation.json", "{}");
        _folder.Write("atlas.html", AtlasPage.Html("Atlas of a test", null, [new AtlasCountry(CountryCode.Parse("HU"), 3, 0, [], [])]));
        _folder.Write("atlas.json", "{}");
        await using RunningService service = await StartAsync(o => o with { ReportFolder = _folder.Path, AtlasFolder = _folder.Path });
        await using VisitedPage visited = await browser.OpenAsync(service.Address, width, scheme: scheme);

        await visited.IsAccessibleAsync("links");
        await visited.FitsAsync($"links-{width}");
        IPage report = await FollowAsync(visited.Page, "Report");
        await report.Locator("#asked:not(:empty)").WaitForAsync();
        IPage atlas = await FollowAsync(visited.Page, "Atlas");
        await atlas.FillAsync("#find", "nowhere");

        Assert.Equal("not reached", await report.InnerTextAsync("#kept"));
        Assert.Equal("not reached", await report.InnerTextAsync("#asked"));
        Assert.Equal("0 countries", await atlas.InnerTextAsync("#found")); // its own script is at work
        visited.IsSound();
    }

    [Fact]
    public async Task Page_OfAModelWithoutThem_LinksToNeither()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);

        Assert.Equal(2, await visited.Page.Locator("nav a:visible").CountAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<IPage> FollowAsync(IPage page, string name) =>
        await page.Context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name }).ClickAsync());
}
