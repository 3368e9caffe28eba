using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

[Trait("Category", "browser")]
public sealed class PlayPageTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Game_FromBeginningToEnd_IsPlayed(int width, ColorScheme scheme)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, width, scheme: scheme);
        IPage page = visited.Page;
        await page.ClickAsync("[data-page=play]");
        await visited.FitsAsync($"play-{width}");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();

        for (int round = 1; round <= 5; round++)
        {
            await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = $"Round {round} of 5" }).WaitForAsync();
            await page.Locator(".globe [data-country='HU'] path").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            if (round % 2 == 0)
            {
                await page.SelectOptionAsync("#guess-country", "JP");
            }
            else
            {
                await page.Locator(".globe svg").ClickAsync();
            }

            await page.Locator(".pin.you").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            if (round == 1)
            {
                await visited.IsAccessibleAsync("round");
                await visited.FitsAsync($"round-{width}");
                await page.ReloadAsync(); // the round goes on
                await page.SelectOptionAsync("#guess-country", "JP");
            }

            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Guess" }).ClickAsync();
            await page.Locator(".outcome .line.net").WaitForAsync();
            await page.Locator(".pin.truth").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            if (round == 1)
            {
                await visited.IsAccessibleAsync("outcome");
                await visited.FitsAsync($"outcome-{width}");
            }

            await page.Locator(".outcome button").ClickAsync();
        }

        await page.GetByText("Total").WaitForAsync();
        Assert.Equal(5, await page.Locator(".summary tbody tr").CountAsync());
        await visited.IsAccessibleAsync("summary");
        await visited.FitsAsync($"summary-{width}");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Share" }).ClickAsync();
        await page.GetByText("of 25,000 points").WaitForAsync();
        await page.ClickAsync("[data-language=hu]"); // with longer names
        await page.GetByText("Összesen").WaitForAsync();
        await visited.FitsAsync($"summary-hu-{width}");
        visited.IsSound();
    }

    [Fact]
    public async Task Clock_OfARound_RunsOnWhateverThePageDoes()
    {
        var clock = new HandClock();
        await using RunningService service = await StartAsync(o => o with { Clock = clock });
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await page.ClickAsync("[data-page=play]");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();
        await page.SelectOptionAsync("#guess-country", "JP");
        Assert.InRange(await LeftAsync(), 60, 90);

        clock.Advance(50);
        await page.ClickAsync("[data-page=look]");
        await page.Locator(".drop").WaitForAsync();
        await page.ClickAsync("[data-page=play]");
        Assert.InRange(await LeftAsync(), 15, 40);
        Assert.Equal("JP", await page.InputValueAsync("#guess-country")); // the guess of the moment stays too
        clock.Advance(10);
        await page.ClickAsync("[data-language=hu]");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "1. kör" }).WaitForAsync();
        Assert.InRange(await LeftAsync(), 5, 30);
        await page.ClickAsync("[data-language=en]");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Round 1 of 5" }).WaitForAsync();
        clock.Advance(60);
        await page.ReloadAsync();

        await page.GetByText("no guess in time").WaitForAsync();
        await page.ReloadAsync(); // the outcome is shown again, not the beginning
        await page.GetByText("no guess in time").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Next round" }).ClickAsync();
        await page.SelectOptionAsync("#guess-country", "JP");
        clock.Advance(200);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Guess" }).ClickAsync();
        await page.GetByText("too late").WaitForAsync();
        visited.IsSound();

        async Task<int> LeftAsync() => int.Parse(await page.InnerTextAsync(".time b"), System.Globalization.CultureInfo.InvariantCulture);
    }
}
