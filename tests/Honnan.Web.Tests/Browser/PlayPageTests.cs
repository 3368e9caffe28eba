using System.Text.Json.Nodes;
using Honnan.Data;
using Honnan.Data.Imaging;
using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

[Trait("Category", "browser")]
public sealed class PlayPageTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    private static readonly byte[] Map = PictureEncoder.Png(new Picture(new PictureSize(8, 8), new byte[192]));

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

            await page.Locator(".map .pin.you").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
            if (round == 1)
            {
                await visited.IsAccessibleAsync("round");
                await visited.FitsAsync($"round-{width}");
                await page.ReloadAsync(); // the round goes on
                await page.SelectOptionAsync("#guess-country", "JP");
            }

            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Guess" }).ClickAsync();
            await page.Locator(".outcome .line.net").WaitForAsync();
            await page.Locator(".map .pin.truth").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
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

    [Theory]
    [InlineData("en")]
    [InlineData("hu")]
    public async Task Names_OnAPhone_BreakBetweenWordsAlone(string language)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, 390, language);
        IPage page = visited.Page;
        string[] codes = ["NL", "GB", "LI", "CH", "UZ"];
        JsonObject[] results = [.. codes.Select(Result)];
        await OpenAsync(page, results[..4], rounds: 4);
        Assert.Empty(await BrokenAsync());
        await visited.FitsAsync($"names-summary-{language}");

        await OpenAsync(page, results[..1], rounds: 5);
        await page.Locator(".outcome .line.net").WaitForAsync();
        await page.GetByText(language == "en" ? "It was the Netherlands." : "Ez Hollandia volt.").WaitForAsync();

        Assert.Empty(await BrokenAsync());
        await visited.FitsAsync($"names-outcome-{language}");
        visited.IsSound();

        // A word is broken where its first and last letters are on different lines.
        Task<string[]> BrokenAsync() => page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.place span, .line .name')].flatMap(element => [...element.textContent.matchAll(/[^\s-]+/g)].filter(word => {
              const range = document.createRange();
              range.setStart(element.firstChild, word.index);
              range.setEnd(element.firstChild, word.index + word[0].length);
              return range.getClientRects().length > 1;
            }).map(word => word[0]))
            """);
    }

    [Fact]
    public async Task Pins_AtOnePlace_AreAllSeenAndTold()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await OpenAsync(page, [Result("NL")], rounds: 5);
        await page.Locator(".outcome").WaitForAsync();

        Assert.Equal(["Truth", "The net", "You"], await page.Locator(".globe .legend li").AllInnerTextsAsync());
        Assert.Equal(["truth", "net", "you"], await page.Locator(".map .pin").EvaluateAllAsync<string[]>("pins => pins.map(pin => pin.dataset.kind)")); // the later ones lie above
        bool[] seen = await page.Locator(".map .pin").EvaluateAllAsync<bool[]>(
            """
            pins => pins.map(pin => {
              pin.style.pointerEvents = 'all';
              pins.forEach(other => { other.style.pointerEvents = 'all'; });
              const box = (pin.querySelector('path') ?? pin.firstChild).getBoundingClientRect();
              const spots = [...Array(400).keys()].map(i => document.elementFromPoint(box.left + box.width * (i % 20 + 0.5) / 20, box.top + box.height * (Math.floor(i / 20) + 0.5) / 20));
              return spots.filter(spot => pin.contains(spot)).length > 80; // of the 400 of its box
            })
            """);
        Assert.Equal([true, true, true], seen);
        await visited.IsAccessibleAsync("pins");
        await visited.FitsAsync("pins");
        visited.IsSound();
    }

    [Fact]
    public async Task Guess_OnAPhone_IsMadeWithPictureAndClockInSight()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, 390);
        IPage page = visited.Page;
        await page.ClickAsync("[data-page=play]");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).ClickAsync();
        await page.Locator(".time").WaitForAsync();

        await page.EvaluateAsync("document.querySelector('.guessing .main').scrollIntoView({ block: 'end' })");

        foreach (string seen in (string[])[".time", ".stage", ".map svg", "#guess-country", ".guessing .main"])
        {
            Assert.True(await visited.IsSeenAsync(seen), $"{seen} is not seen");
        }

        Assert.True(await page.EvaluateAsync<bool>("(box => box.height >= 0.6 * innerWidth && document.elementFromPoint(box.left + box.width / 2, box.top + 2).closest('.map') !== null)(document.querySelector('.map svg').getBoundingClientRect())"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Zoom in" }).ClickAsync();
        Assert.Equal(1, await page.EvaluateAsync<double>("(svg => svg.clientWidth / svg.clientHeight / (svg.viewBox.baseVal.width / svg.viewBox.baseVal.height))(document.querySelector('.map svg'))"), 0.01); // the map fills its box
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
        Assert.InRange(await LeftAsync(), 5, 30); // it has asked for its time, and does not answer for itself
        clock.Advance(60);
        await page.ReloadAsync();

        await page.GetByText("no guess in time").WaitForAsync();
        await page.ReloadAsync(); // the outcome is shown again, not the beginning
        await page.GetByText("no guess in time").WaitForAsync();
        await page.Locator(".heat").First.WaitForAsync(); // with what the net looked at
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Next round" }).ClickAsync();
        await page.SelectOptionAsync("#guess-country", "JP");
        clock.Advance(200);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Guess" }).ClickAsync();
        await page.GetByText("too late").WaitForAsync();
        visited.IsSound();

        async Task<int> LeftAsync() => int.Parse(await page.InnerTextAsync(".time b"), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static JsonObject Result(string country) => new()
    {
        ["truth"] = Place(country, 5000),
        ["you"] = Place(country, 4685),
        ["net"] = Place(country, 4802),
        ["top"] = new JsonArray(),
        ["tooLate"] = false,
    };

    private static JsonObject Place(string country, int points) =>
        new() { ["country"] = country, ["latitude"] = 50, ["longitude"] = 10, ["kilometres"] = 1112.4, ["points"] = points };

    /// <summary>Opens a game that is over up to here.</summary>
    private static async Task OpenAsync(IPage page, JsonObject[] results, int rounds)
    {
        string game = new JsonObject { ["game"] = "told", ["rounds"] = rounds, ["countries"] = new JsonArray(), ["results"] = new JsonArray([.. results.Select(r => r.DeepClone())]) }.ToJsonString();
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/api/games/told*", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = game }));
        await page.RouteAsync("**/api/games/told/rounds/*/picture", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "image/jpeg", BodyBytes = Photo }));
        await page.RouteAsync("**/api/games/told/rounds/*/heatmap", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "image/png", BodyBytes = Map }));
        await page.EvaluateAsync("localStorage.setItem('honnan.game', 'told'); location.hash = 'play';");
        await page.ReloadAsync();
        await page.Locator(results.Length == rounds ? ".summary" : ".board").WaitForAsync();
    }
}
