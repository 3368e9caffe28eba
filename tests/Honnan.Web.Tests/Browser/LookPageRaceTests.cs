using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

/// <summary>What comes late does not replace what was asked for after it, and nothing that was asked for is lost.</summary>
[Trait("Category", "browser")]
public sealed class LookPageRaceTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Fact]
    public async Task Examples_ThatComeLate_DoNotReplaceAnAnswer()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        HeldRequest list = await HeldRequest.OfAsync(page, "**/api/examples");
        await page.ReloadAsync();
        await list.ComeAsync();

        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();
        await list.FreeAsync(page);

        Assert.Equal(0, await page.Locator(".examples").CountAsync());
        Assert.Equal(1, await page.Locator(".headline").CountAsync());
        visited.IsSound();
    }

    [Fact]
    public async Task Example_ThatComesLate_DoesNotReplaceAFile()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        HeldRequest picture = await HeldRequest.OfAsync(page, "**/api/examples/1");
        HeldRequest question = await HeldRequest.OfAsync(page, "**/api/examples/1/predict?*");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Drawn street 2" }).ClickAsync();
        await picture.ComeAsync();

        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();
        await picture.FreeAsync(page);

        Assert.Equal(0, question.Seen);
        Assert.Equal(1, await page.Locator(".headline").CountAsync());
        Assert.Equal("false", await page.GetAttributeAsync(".look", "aria-busy"));
        visited.IsSound();
    }

    [Fact]
    public async Task Map_ThatComesLate_IsNotLaidOverTheNextPicture()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();
        HeldRequest map = await HeldRequest.OfAsync(page, "**/api/predict?*country=*");
        await page.Locator(".bars button").Nth(3).ClickAsync();
        await map.ComeAsync();

        await visited.UploadAsync(Panorama);
        await page.Locator(".panorama").WaitForAsync();
        await visited.AnsweredAsync();
        await map.FreeAsync(page);

        Assert.Equal("true", await page.GetAttributeAsync(".bars li:first-child button", "aria-pressed"));
        Assert.Equal(5, await page.Locator(".windows button").CountAsync());
        visited.IsSound();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Map_ThatTakesLong_SaysSoAndIsCancelled(int width)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, width);
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();
        HeldRequest map = await HeldRequest.OfAsync(page, "**/api/predict?*method=score-cam*");
        string before = (await page.GetAttributeAsync(".heat", "src"))!;
        await page.Locator(".tools select").ScrollIntoViewIfNeededAsync();

        await page.SelectOptionAsync(".tools select", "score-cam");
        await map.ComeAsync();
        await page.Locator(".note").GetByText("Score-CAM takes a while").WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("(select => { const box = select.getBoundingClientRect(); return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === select; })(document.querySelector('.tools select'))"));
        await visited.IsAccessibleAsync("waiting");
        await visited.FitsAsync($"waiting-{width}");
        await page.Locator(".note").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel" }).PressAsync("Enter");

        await page.Locator(".look[aria-busy=false]").WaitForAsync();
        Assert.Equal("", await page.InnerTextAsync(".note"));
        Assert.Equal("grad-cam", await page.InputValueAsync(".tools select"));
        Assert.Equal(before, await page.GetAttributeAsync(".heat", "src"));
        Assert.True(await visited.IsFocusedAsync(".bars [aria-pressed=true]"));
        await map.FreeAsync(page);
        Assert.Equal(before, await page.GetAttributeAsync(".heat", "src"));
        visited.IsSound();
    }

    [Fact]
    public async Task Question_ThatIsCancelled_IsForgotten()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        HeldRequest question = await HeldRequest.OfAsync(page, "**/api/predict?*");
        await visited.UploadAsync(Photo);
        await question.ComeAsync();

        await page.Locator(".note").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Cancel" }).PressAsync("Enter");
        await page.Locator(".look[aria-busy=false]").WaitForAsync();
        await question.FreeAsync(page);
        await page.ClickAsync("[data-language=hu]");
        await page.Locator(".examples").WaitForAsync();

        Assert.Equal(1, question.Seen);
        Assert.Equal(0, await page.Locator(".headline").CountAsync());
        visited.IsSound();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Question_WhileThePageChanges_IsAskedAgain(bool byLanguage)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        HeldRequest question = await HeldRequest.OfAsync(page, "**/api/predict?*");
        await visited.UploadAsync(Photo);
        await question.ComeAsync();
        Assert.Equal("true", await page.GetAttributeAsync(".look", "aria-busy"));

        if (byLanguage)
        {
            await page.ClickAsync("[data-language=hu]");
        }
        else
        {
            await page.ClickAsync("[data-page=play]");
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).WaitForAsync();
            await page.ClickAsync("[data-page=look]");
        }

        await visited.AnsweredAsync();
        await page.GetByText(byLanguage ? "Az öt legvalószínűbb" : "The five likeliest").WaitForAsync();
        await question.FreeAsync(page);

        Assert.Equal(2, question.Seen);
        await page.Locator(".look[aria-busy=false]").WaitForAsync();
        visited.IsSound();
    }

    [Fact]
    public async Task Example_WhileTheLanguageChanges_IsAskedAgain()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        HeldRequest picture = await HeldRequest.OfAsync(page, "**/api/examples/1");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Drawn street 2" }).ClickAsync();
        await picture.ComeAsync();

        await page.ClickAsync("[data-language=hu]");
        await visited.AnsweredAsync();

        await picture.FreeAsync(page);
        Assert.Equal(2, picture.Seen);
        visited.IsSound();
    }
}
