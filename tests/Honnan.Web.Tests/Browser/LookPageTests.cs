using Honnan.Inference;
using Honnan.Inference.Tests;
using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

[Trait("Category", "browser")]
public sealed class LookPageTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Upload_OfAPicture_ShowsCountryMapAndHeatMap()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;

        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        Assert.Contains(await page.InnerTextAsync(".headline h2"), (string[])["Austria", "Belgium", "Switzerland", "Germany", "France"]);
        Assert.Equal(5, await page.Locator(".bars button").CountAsync());
        string first = (await page.GetAttributeAsync(".heat", "src"))!;
        string other = (await page.Locator(".bars button").Nth(3).GetAttributeAsync("data-country"))!;
        string[] shades = await page.EvaluateAsync<string[]>("['AT', 'HU'].map(c => document.querySelector(`.globe [data-country=${c}]`).style.getPropertyValue('--p'))");
        Assert.Equal(["over 50%", "20–50%", "5–20%", "1–5%", "0.1–1%"], await page.Locator(".globe .legend li").AllInnerTextsAsync());
        Assert.NotEqual("0%", shades[0]);
        Assert.Equal("0%", shades[1]);

        await page.Locator(".bars button").Nth(3).ClickAsync();
        await page.Locator($".bars [data-country={other}][aria-pressed=true]").WaitForAsync();
        Assert.NotEqual(first, await page.GetAttributeAsync(".heat", "src"));
        await page.Locator(".tools input").FillAsync("20");
        Assert.Equal("0.2", await page.EvaluateAsync<string>("document.querySelector('.heat').style.opacity"));
        await page.SelectOptionAsync(".tools select", "eigen-cam");
        await page.Locator(".note:empty").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        visited.IsSound();
    }

    [Fact]
    public async Task Upload_OfAPanorama_TurnsAndTellsItsWindows()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.UploadAsync(Panorama);
        await visited.AnsweredAsync();
        string before = await TurnAsync();

        await page.Locator(".panorama").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        string turned = await TurnAsync();
        await page.Locator(".windows button").Nth(2).ClickAsync();

        Assert.NotEqual(before, turned);
        Assert.NotEqual(turned, await TurnAsync());
        Assert.Equal(5, await page.Locator(".windows button").CountAsync());
        visited.IsSound();

        Task<string> TurnAsync() => page.EvaluateAsync<string>("document.querySelector('.strip').style.transform");
    }

    [Theory]
    [InlineData(1, "Drawn street 2", "Hungary", false)]
    [InlineData(3, "Drawn panorama 4", "Netherlands", true)]
    public async Task Example_ThatIsPicked_IsAnsweredByTheDemosModel(int place, string name, string country, bool panorama)
    {
        await using RunningService service = await StartAsync(o => o with { OpenDrawnModel = () => new CountryPredictor(new CountryPredictorOptions { Model = ShippedModels.Drawn, Threads = 1, ScoreCamChannels = 8 }) });
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name }).ClickAsync();
        await visited.AnsweredAsync();

        Assert.Equal(country, await page.InnerTextAsync(".headline h2"));
        await page.GetByText("Drawn picture, answered by the demo's model (tf_efficientnet_lite0, 12 countries)").WaitForAsync();
        Assert.Equal(panorama ? 5 : 0, await page.Locator(".windows button").CountAsync());
        await visited.IsAccessibleAsync("example");
        await visited.FitsAsync($"example-{place}");

        string map = (await page.GetAttributeAsync(".heat", "src"))!;
        string other = (await page.Locator(".bars button").Nth(1).GetAttributeAsync("data-country"))!;
        await page.Locator(".bars button").Nth(1).ClickAsync();
        await page.Locator($".bars [data-country={other}][aria-pressed=true]").WaitForAsync();
        string another = (await page.GetAttributeAsync(".heat", "src"))!;
        await page.SelectOptionAsync(".tools select", "score-cam");
        await page.WaitForFunctionAsync("before => document.querySelector('.heat').getAttribute('src') !== before", another);
        Assert.NotEqual(map, another);

        await page.ClickAsync("[data-language=hu]");
        await page.GetByText("Rajzolt kép, a bemutató modellje válaszol rá").WaitForAsync();
        await visited.UploadAsync(Photo);
        await page.Locator(".by").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await visited.AnsweredAsync();
        Assert.Contains(await page.InnerTextAsync(".headline h2"), (string[])["Ausztria", "Belgium", "Svájc", "Németország", "Franciaország"]);
        visited.IsSound();
    }

    [Fact]
    public async Task Page_InHungarian_SpeaksIt()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, language: "hu-HU");
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        Assert.Equal("hu", await page.GetAttributeAsync("html", "lang"));
        Assert.EndsWith("%-ban biztos", await page.InnerTextAsync(".headline .country p"), StringComparison.Ordinal);
        Assert.Contains(await page.InnerTextAsync(".headline h2"), (string[])["Ausztria", "Belgium", "Svájc", "Németország", "Franciaország"]);
        await page.ClickAsync("[data-language=en]");
        await page.GetByText("The five likeliest").WaitForAsync();
        Assert.Contains(await page.InnerTextAsync(".headline h2"), (string[])["Austria", "Belgium", "Switzerland", "Germany", "France"]);
        visited.IsSound();
    }

    [Fact]
    public async Task Page_ByKeyboardAlone_IsUsed()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await page.Locator(".examples button img").First.WaitForAsync();

        await TabToAsync(page, ".examples button");
        await page.Keyboard.PressAsync("Enter");
        await visited.AnsweredAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.matches('.headline h2')")); // the example that was chosen is gone
        await TabToAsync(page, ".bars li:nth-child(2) button");
        await page.Keyboard.PressAsync("Space");
        await page.Locator(".bars li:nth-child(2) [aria-pressed=true]").WaitForAsync();
        await TabToAsync(page, ".zoom button");
        string view = (await page.GetAttributeAsync(".globe svg", "viewBox"))!;
        await page.Keyboard.PressAsync("Enter");

        string near = (await page.GetAttributeAsync(".globe svg", "viewBox"))!;
        Assert.NotEqual(view, near);
        await page.Locator(".globe .map").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.NotEqual(near, await page.GetAttributeAsync(".globe svg", "viewBox"));
        visited.IsSound();
    }

    [Fact]
    public async Task Mistakes_OfEveryKind_AreToldDecently()
    {
        await using RunningService service = await StartAsync(o => o with { QueueLength = 0 });
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        ILocator note = visited.Page.Locator(".note");

        await visited.UploadAsync("no picture"u8.ToArray());
        await note.GetByText("not a picture that I can read").WaitForAsync();
        await visited.UploadAsync(DrawnPictures.Jpeg(150, 64, seed: 9));
        await note.GetByText("hands full. Trying again in 1 s").WaitForAsync();
        await note.GetByText("hands full. Please try again").WaitForAsync();
        await service.EndAsync();
        await note.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" }).ClickAsync();
        await note.GetByText("No connection to the service").WaitForAsync();

        visited.IsSound(but: "Failed to load resource");
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1024, ColorScheme.Dark)]
    [InlineData(1920, ColorScheme.Light)]
    public async Task Page_AtEveryWidth_FitsAndIsAccessible(int width, ColorScheme scheme)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, width, scheme: scheme);
        await visited.Page.WaitForFunctionAsync("document.querySelectorAll('.examples img').length === 6");
        await visited.IsAccessibleAsync("before");
        await visited.FitsAsync($"look-{width}");

        await visited.UploadAsync(Panorama);
        await visited.AnsweredAsync();

        await visited.IsAccessibleAsync("after");
        await visited.FitsAsync($"answer-{width}");
        visited.IsSound();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(1920)]
    public async Task Answer_OnAWideWindow_FillsBothColumns(int width)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, width);
        IPage page = visited.Page;
        foreach (byte[] picture in (byte[][])[Photo, DrawnPictures.Jpeg(100, 100, seed: 3), Panorama])
        {
            await page.RunAndWaitForResponseAsync(() => visited.UploadAsync(picture), "**/api/predict?*");
            await page.Locator(".look[aria-busy=false]").WaitForAsync();
            await visited.AnsweredAsync();
            await visited.FitsAsync($"columns-{picture.Length}-{width}");

            double[] ends = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('.column')].map(column => column.lastElementChild.getBoundingClientRect().bottom)");
            Assert.InRange(Math.Abs(ends[0] - ends[1]), 0, 250);
        }

        int[] rows = await page.Locator(".windows button").EvaluateAllAsync<int[]>("buttons => buttons.map(button => button.offsetTop)");
        Assert.Single(rows.Distinct());
        visited.IsSound();
    }

    [Fact]
    public async Task Answer_ToThePictureBefore_DoesNotStayWhenTheNextOneFails()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        await visited.UploadAsync("no picture"u8.ToArray());
        await page.Locator(".note").GetByText("not a picture that I can read").WaitForAsync();

        await page.Locator(".examples").WaitForAsync();
        Assert.Equal(0, await page.Locator(".headline").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("(box => box.top >= 0 && box.bottom <= innerHeight)(document.querySelector('.note .warn').getBoundingClientRect())"));
        await page.ClickAsync("[data-language=hu]"); // with nothing to show again
        await page.GetByText("Hol lehet ez az utca?").WaitForAsync();
        visited.IsSound(but: "Failed to load resource");
    }

    [Fact]
    public async Task Examples_ThatDidNotCome_AreAskedForAgain()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        int asked = 0;
        await visited.Page.RouteAsync("**/api/examples/2*", route => Interlocked.Increment(ref asked) == 1 ? route.FulfillAsync(new RouteFulfillOptions { Status = 429 }) : route.ContinueAsync());
        await visited.Page.ReloadAsync();

        await visited.Page.WaitForFunctionAsync("() => document.querySelectorAll('.examples img').length === 6 && [...document.querySelectorAll('.examples img')].every(i => i.complete && i.naturalWidth > 0)");

        await visited.Page.Locator(".examples .coming").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached }); // none is told to be on its way
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Theme_ByItsButton_ComesBackToTheSystems()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, scheme: ColorScheme.Dark);

        string[] labels = [];
        for (int i = 0; i < 3; i++)
        {
            await visited.Page.ClickAsync("#theme");
            labels = [.. labels, (await visited.Page.GetAttributeAsync("#theme", "aria-label"))!];
        }

        Assert.Equal(["Light or dark: light", "Light or dark: dark", "Light or dark: as the system"], labels);
        Assert.Null(await visited.Page.GetAttributeAsync("html", "data-theme"));
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (int i = 0; i < 60; i++)
        {
            if (await page.EvaluateAsync<bool>($"document.activeElement.matches('{selector}')"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} is not reached by the tabulator");
    }
}
