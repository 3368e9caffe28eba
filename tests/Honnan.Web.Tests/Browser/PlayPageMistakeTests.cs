using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

[Trait("Category", "browser")]
public sealed class PlayPageMistakeTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    private const string Guesses = "**/api/games/*/rounds/*/guess*";

    [Fact]
    public async Task Game_ThatCannotBeLookedUp_IsKept()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await BeginAsync(page);
        bool isBusy = true;
        await page.RouteAsync("**/api/games/*", route => isBusy ? route.FulfillAsync(new RouteFulfillOptions { Status = 503 }) : route.ContinueAsync());

        await page.ReloadAsync();
        await page.Locator(".note").GetByText("hands full").WaitForAsync();
        Assert.NotNull(await page.EvaluateAsync<string?>("localStorage.getItem('honnan.game')"));
        Assert.Equal(0, await page.Locator(".note .close").CountAsync()); // there is no other way on
        await visited.IsAccessibleAsync("lost");
        await visited.FitsAsync("lost");
        isBusy = false;
        await Again(page).PressAsync("Enter");

        await page.Locator(".time").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Round 1 of 5" }).WaitForAsync();
        Assert.True(await visited.IsFocusedAsync("h1"));
        Assert.Equal("", await page.InnerTextAsync(".note"));
        visited.IsSound(but: "Failed to load resource");
    }

    [Fact]
    public async Task Game_ThatIsGone_IsForgotten()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await page.EvaluateAsync("localStorage.setItem('honnan.game', 'none')");

        await page.ClickAsync("[data-page=play]");
        await page.Locator(".note").GetByText("The game before is gone").WaitForAsync();

        Assert.Null(await page.EvaluateAsync<string?>("localStorage.getItem('honnan.game')"));
        await page.Locator(".note .close").PressAsync("Enter");
        Assert.True(await visited.IsFocusedAsync(".intro .main"));
        visited.IsSound(but: "Failed to load resource");
    }

    [Fact]
    public async Task Guess_OfABusyMoment_IsSentAgainByItself()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        int sent = 0;
        await page.RouteAsync(Guesses, route => Interlocked.Increment(ref sent) == 1
            ? route.FulfillAsync(new RouteFulfillOptions { Status = 429, Headers = new Dictionary<string, string> { ["Retry-After"] = "5" } }) : route.ContinueAsync());
        await BeginAsync(page);

        Task told = page.Locator(".note").GetByText("Trying again in 5 s").WaitForAsync(); // begun before, as it stands for a second
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Guess", Exact = true }).PressAsync("Enter");
        await told;
        Assert.True(await page.IsDisabledAsync("#guess-country")); // the guess that is on its way stays
        await visited.IsAccessibleAsync("busy");
        await page.Locator(".outcome").WaitForAsync();

        Assert.Equal(2, sent);
        Assert.Equal("", await page.InnerTextAsync(".note"));
        visited.IsSound(but: "Failed to load resource");
    }

    [Fact]
    public async Task Guess_ThatIsRefused_IsSentOnceMoreWhateverIsPressed()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        int sent = 0;
        await page.RouteAsync(Guesses, route => Interlocked.Increment(ref sent) == 1 ? route.FulfillAsync(new RouteFulfillOptions { Status = 503 }) : route.ContinueAsync());
        await BeginAsync(page);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Guess", Exact = true }).ClickAsync();
        await Again(page).WaitForAsync();
        await visited.IsAccessibleAsync("refused guess");
        await visited.FitsAsync("refused-guess");
        string left = await page.InnerTextAsync(".time b");
        await page.WaitForFunctionAsync("left => document.querySelector('.time b').textContent !== left", left); // the clock runs on
        await page.EvaluateAsync("document.querySelectorAll('.note button:not(.close), .guessing .main').forEach(button => button.click())");
        await page.Locator(".outcome").WaitForAsync();

        Assert.Equal("", await page.InnerTextAsync(".note"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Next round" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Round 2 of 5" }).WaitForAsync();
        Assert.Equal(2, sent);
        visited.IsSound(but: "Failed to load resource");
    }

    [Fact]
    public async Task Guess_OnItsWayWhileTheLanguageChanges_IsSentAgain()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        HeldRequest guess = await HeldRequest.OfAsync(page, Guesses);
        await BeginAsync(page);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Guess", Exact = true }).ClickAsync();
        await guess.ComeAsync();

        await page.ClickAsync("[data-language=hu]");
        await page.Locator(".outcome .line.you").GetByText("Japán").WaitForAsync();

        await guess.FreeAsync(page);
        Assert.Equal(2, guess.Seen);
        visited.IsSound();
    }

    [Fact]
    public async Task Result_WithoutAClipboard_IsShownForCopying()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        JsonObject[] results = [.. Enumerable.Range(0, 5).Select(_ => new JsonObject { ["truth"] = new JsonObject { ["country"] = "HU" }, ["net"] = new JsonObject { ["country"] = "HU", ["points"] = 5000 } })];
        string game = new JsonObject { ["game"] = "over", ["rounds"] = 5, ["results"] = new JsonArray(results) }.ToJsonString();
        await page.RouteAsync("**/api/games/over*", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = game }));
        await page.AddInitScriptAsync("delete Navigator.prototype.clipboard"); // as on a page that came by plain http
        await page.EvaluateAsync("localStorage.setItem('honnan.game', 'over')");
        await page.ReloadAsync();

        await page.ClickAsync("[data-page=play]");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Share" }).ClickAsync();

        await page.GetByText("To copy: Honnan? I: 0 of 25,000 points, the net: 25,000. 🟥🟥🟥🟥🟥").WaitForAsync();
        await visited.FitsAsync("to-copy");
        visited.IsSound();
    }

    private static ILocator Again(IPage page) => page.Locator(".note").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" });

    /// <summary>Begins a game, with a guess that is chosen.</summary>
    private static async Task BeginAsync(IPage page)
    {
        await page.ClickAsync("[data-page=play]");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();
        await page.SelectOptionAsync("#guess-country", "JP");
    }
}
