using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

[Trait("Category", "browser")]
public sealed class LookPageMistakeTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Outlines_ThatDidNotCome_AreAskedForAgain()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        int asked = 0;
        await page.RouteAsync("**/world.json", route => Interlocked.Increment(ref asked) == 1 ? route.AbortAsync() : route.ContinueAsync());

        await visited.UploadAsync(Photo);
        await page.Locator(".headline h2").WaitForAsync(); // the answer stays
        await page.Locator(".note").GetByText("No connection to the service").WaitForAsync();
        await visited.IsAccessibleAsync("no outlines");
        await visited.FitsAsync("no-outlines");
        await page.Locator(".note").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" }).PressAsync("Enter");
        await visited.AnsweredAsync();

        Assert.Equal(2, asked);
        Assert.NotEqual("0%", await page.EvaluateAsync<string>("document.querySelector('.globe [data-country=AT]').style.getPropertyValue('--p')"));
        Assert.True(await visited.IsFocusedAsync(".bars [aria-pressed=true]"));
        visited.IsSound(but: "Failed to load resource");
    }

    [Theory]
    [InlineData(400, "nem tudott mit kezdeni")]
    [InlineData(408, "Túl sokáig tartott a küldés")]
    [InlineData(500, "Hiba történt a szolgáltatásban")]
    public async Task Mistake_OfTheService_IsToldInThePagesLanguage(int status, string told)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, language: "hu-HU");
        IPage page = visited.Page;
        await page.RouteAsync("**/api/predict?*", route => route.FulfillAsync(new RouteFulfillOptions { Status = status, ContentType = "application/problem+json", Body = """{ "detail": "in English" }""" }));
        ILocator note = visited.Page.Locator(".note");

        await visited.UploadAsync(Photo);
        await note.GetByText(told).WaitForAsync();
        Assert.DoesNotContain("in English", await note.InnerTextAsync(), StringComparison.Ordinal);
        await page.ClickAsync("[data-language=en]"); // what is told stays, in the other language
        await note.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close" }).PressAsync("Enter");

        Assert.True(await visited.IsFocusedAsync(".drop .main"));
        await page.ClickAsync("[data-language=hu]");
        await page.Locator(".examples").WaitForAsync();
        Assert.Equal("", await note.InnerTextAsync());
        visited.IsSound(but: "Failed to load resource");
    }

    [Fact]
    public async Task Again_ByKeyboard_KeepsTheFocus()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        bool isBusy = true;
        await page.RouteAsync("**/api/predict?*", route => isBusy ? route.FulfillAsync(new RouteFulfillOptions { Status = 503 }) : route.ContinueAsync());
        await visited.UploadAsync(Photo);
        ILocator again = page.Locator(".note").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" });

        await page.RunAndWaitForResponseAsync(() => again.PressAsync("Enter"), "**/api/predict?*");
        await again.WaitForAsync();
        Assert.True(await visited.IsFocusedAsync(".note p"));
        isBusy = false;
        await again.PressAsync("Enter");
        await visited.AnsweredAsync();

        Assert.True(await visited.IsFocusedAsync(".headline h2"));
        Assert.Equal("", await page.InnerTextAsync(".note"));
        visited.IsSound(but: "Failed to load resource");
    }

    [Fact]
    public async Task Picture_ThatIsNoStreetView_IsDoubted()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.ChangeAnswersAsync(said => said["known"] = false);

        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        await page.Locator(".headline.doubted").GetByText("I don't think this is a street view.").WaitForAsync();
        Assert.Equal("I don't think this is a street view.", await page.InnerTextAsync("#said"));
        await visited.IsAccessibleAsync("doubted");
        await visited.FitsAsync("doubted");
        await page.ClickAsync("[data-language=hu]");
        await page.Locator(".headline").GetByText("Szerintem ez nem utcakép.").WaitForAsync();
        visited.IsSound();
    }
}
