using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

[Trait("Category", "browser")]
public sealed class KeyDialogTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    private const string Key = "a-long-and-secret-key";

    [Fact]
    public async Task Key_AskedForByTwoRequests_IsAskedOnce()
    {
        await using RunningService service = await StartAsync(o => o with { ApiKey = Key });
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.IsAccessibleAsync("key");

        await page.FillAsync("#key input", $"not {Key}");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("That was not the right key").WaitForAsync();
        await visited.IsAccessibleAsync("wrong key");
        await page.FillAsync("#key input", Key);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("main h1").WaitForAsync();
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        Assert.Equal(0, await page.Locator("#key[open]").CountAsync());
        visited.IsSound(but: "Failed to load resource");
    }

    [Theory]
    [InlineData("Escape")]
    [InlineData("Cancel")]
    public async Task Key_ThatIsNotGiven_IsAskedForNoMore(string by)
    {
        await using RunningService service = await StartAsync(o => o with { ApiKey = Key });
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;

        await (by == "Cancel" ? page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = by }).ClickAsync() : page.Keyboard.PressAsync(by));
        await page.GetByText("answers only those who have its key").WaitForAsync();
        await page.ClickAsync("[data-language=hu]");
        await page.GetByText("csak annak válaszol").WaitForAsync();

        Assert.Equal(0, await page.Locator("#key[open]").CountAsync());
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Újra" }).ClickAsync();
        await page.Locator("#key[open]").WaitForAsync();
        visited.IsSound(but: "Failed to load resource");
    }

    [Theory]
    [InlineData("en-GB", "unaccented letters")]
    [InlineData("hu-HU", "ékezet nélküli betűk")]
    public async Task Key_WithALetterThatCannotBeSent_IsRefusedAtOnce(string language, string told)
    {
        await using RunningService service = await StartAsync(o => o with { ApiKey = Key });
        await using VisitedPage visited = await browser.OpenAsync(service.Address, language: language);
        IPage page = visited.Page;

        await page.FillAsync("#key input", "hosszú-és-őrzött-kulcs");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#key-wrong").GetByText(told).WaitForAsync();
        await visited.IsAccessibleAsync("letters");
        await visited.FitsAsync($"key-letters-{language}");
        Assert.Null(await page.EvaluateAsync<string?>("sessionStorage.getItem('honnan.key')"));
        await page.FillAsync("#key input", Key);
        await page.Keyboard.PressAsync("Enter");

        await page.Locator("main h1").WaitForAsync();
        visited.IsSound(but: "Failed to load resource");
    }
}
