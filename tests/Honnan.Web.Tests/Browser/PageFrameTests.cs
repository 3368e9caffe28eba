using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

/// <summary>What stands around both pages.</summary>
[Trait("Category", "browser")]
public sealed class PageFrameTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task SkipLink_AmidAGame_GoesToItsContent()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await page.ClickAsync("[data-page=play]");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();
        await page.SelectOptionAsync("#guess-country", "JP");

        await page.ReloadAsync();
        await page.Locator(".time").WaitForAsync();
        await page.SelectOptionAsync("#guess-country", "JP");
        await page.Locator("[data-language=en]").FocusAsync();
        for (int i = 0; i < 10 && !await visited.IsFocusedAsync(".skip"); i++)
        {
            await page.Keyboard.PressAsync("Shift+Tab");
        }

        await page.Keyboard.PressAsync("Enter");

        Assert.True(await visited.IsFocusedAsync("#main"));
        Assert.EndsWith("#play", page.Url, StringComparison.Ordinal);
        Assert.Equal("JP", await page.InputValueAsync("#guess-country"));
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('main').contains(document.activeElement)"));
        visited.IsSound();
    }

    [Fact]
    public async Task Address_WithAnUnknownMark_ChangesNothing()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        await page.EvaluateAsync("document.querySelector('.look').dataset.same = ''; new Promise(done => { addEventListener('hashchange', done, { once: true }); location.hash = 'constructor'; })");
        Assert.Equal(1, await page.Locator(".look[data-same]").CountAsync());
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Where in the world is this street?" }).WaitForAsync();
        visited.IsSound();
    }
}
