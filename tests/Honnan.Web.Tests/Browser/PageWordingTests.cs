using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

/// <summary>How the page writes shares, places and names.</summary>
[Trait("Category", "browser")]
public sealed class PageWordingTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Bars_OfProbabilities_AreSharesOfAll()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.ChangeAnswersAsync(said =>
        {
            (said["latitude"], said["longitude"], said["pointCountry"]) = (47, 19, "HU");
            foreach ((int place, double share) in ((double[])[0.4, 0.2, 0.065, 0.04, 0.0004]).Index())
            {
                said["top"]![place]!["probability"] = share;
            }
        });
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        Assert.Equal(["40.0%", "20.0%", "6.5%", "4.0%", "<0.1%"], await page.Locator(".bars .share").AllInnerTextsAsync());
        Assert.Equal(0.4, await page.EvaluateAsync<double>("(bar => bar.querySelector('.fill').offsetWidth / bar.querySelector('.track').offsetWidth)(document.querySelector('.bars'))"), 0.02);
        string named = await page.InnerTextAsync(".headline h2");
        await page.GetByText($"The point lies in Hungary, not in {named}").WaitForAsync();
        await page.ClickAsync("[data-language=hu]");
        await page.GetByText("hanem ide: Magyarország").WaitForAsync();
        await page.GetByText("é. sz. 47°, k. h. 19°").WaitForAsync();
        visited.IsSound();
    }

    [Fact]
    public async Task Percentages_NearBothEnds_ClaimNoCertainty()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        const string Write = "import('/text.js').then(text => [1, 0.9951, 0.994, 0.0997, 0.05, 0.0004, 0].map(text.percent))";

        Assert.Equal([">99%", ">99%", "99%", "10%", "5%", "<0.1%", "<0.1%"], await visited.Page.EvaluateAsync<string[]>(Write));
        await visited.Page.ClickAsync("[data-language=hu]");
        Assert.Equal([">99%", ">99%", "99%", "10%", "5%", "<0,1%", "<0,1%"], await visited.Page.EvaluateAsync<string[]>(Write));
        Assert.Equal(["36%", "10%"], await visited.Page.EvaluateAsync<string[]>("import('/text.js').then(text => text.percents([0.36, 0.0997]))"));
    }

    [Fact]
    public async Task Names_WithinAnEnglishSentence_HaveTheirArticle()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        const string Write = "import('/places.js').then(places => ['NL', 'US', 'AE', 'DO', 'PH', 'CZ', 'HU', 'AQ'].map(places.inSentence))";

        Assert.Equal(
            ["the Netherlands", "the United States", "the United Arab Emirates", "the Dominican Republic", "the Philippines", "Czechia", "Hungary", "Antarctica"],
            await visited.Page.EvaluateAsync<string[]>(Write));
        await visited.Page.ClickAsync("[data-language=hu]");
        Assert.Equal("Hollandia", (await visited.Page.EvaluateAsync<string[]>(Write))[0]);
    }
}
