using Microsoft.Playwright;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Browser;

/// <summary>What is done by hand: dropping, pasting, dragging, turning the wheel.</summary>
[Trait("Category", "browser")]
public sealed class LookPageHandTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    [Theory]
    [InlineData("drop", ".drop")]
    [InlineData("drop", ".foot")]
    [InlineData("paste", "body")]
    public async Task Picture_DroppedOrPasted_IsLookedAt(string how, string where)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        if (how == "drop")
        {
            Assert.True(await visited.HandOverAsync(Photo, "dragover", where));
            Assert.Equal(1, await page.Locator(".drop.over").CountAsync());
        }

        Assert.Equal(how == "drop", await visited.HandOverAsync(Photo, how, where));
        await visited.AnsweredAsync();

        Assert.Equal(0, await page.Locator(".drop.over").CountAsync());
        visited.IsSound();
    }

    [Theory]
    [InlineData("choose")]
    [InlineData("drop")]
    [InlineData("paste")]
    public async Task Answer_ToAPictureGivenFarDown_IsBroughtIntoView(string how)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, 390);
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();
        await page.EvaluateAsync("document.querySelector('.globe').scrollIntoView()");
        Assert.False(await visited.IsSeenAsync(".headline h2"));

        await page.RunAndWaitForResponseAsync(() => how == "choose" ? visited.UploadAsync(Panorama) : visited.HandOverAsync(Panorama, how, "body"), "**/api/predict?*");
        await page.Locator(".panorama").WaitForAsync();

        await UntilAsync(() => visited.IsSeenAsync(".headline h2"), "the name is not brought into view");
        visited.IsSound();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(768)]
    public async Task Country_ChosenFarDown_BringsThePictureIntoView(int width)
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address, width);
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();
        await page.EvaluateAsync("document.querySelector('.globe').scrollIntoView({ block: 'end' })");
        Assert.False(await visited.IsSeenAsync(".stage"));

        await page.Locator(".bars li:nth-child(3) button").ClickAsync();
        await page.Locator(".bars li:nth-child(3) [aria-pressed=true]").WaitForAsync();

        await UntilAsync(() => visited.IsSeenAsync(".stage"), "the picture is not brought into view");
        visited.IsSound();
    }

    [Fact]
    public async Task Picture_DroppedOnTheGame_ChangesNothing()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        await visited.Page.ClickAsync("[data-page=play]");
        await visited.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).WaitForAsync();

        Assert.True(await visited.HandOverAsync(Photo, "dragover", "main"));
        Assert.True(await visited.HandOverAsync(Photo, "drop", "main"));

        Assert.Equal(1, await visited.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start" }).CountAsync());
        visited.IsSound();
    }

    [Fact]
    public async Task File_ThatWasChosenBefore_CanBeChosenAgain()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();

        Assert.Equal("", await visited.Page.InputValueAsync("#file")); // the browser tells of no file that is chosen already
        await visited.Page.RunAndWaitForRequestAsync(() => visited.UploadAsync(Photo), "**/api/predict?*");
        await visited.AnsweredAsync();
        visited.IsSound();
    }

    [Fact]
    public async Task Panorama_DraggedByPointer_Turns()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.UploadAsync(Panorama);
        await visited.AnsweredAsync();
        double before = await TurnAsync();

        (float x, float y) = await ToAsync(page, ".panorama");
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x - 60, y);
        double turned = await TurnAsync();
        await page.Mouse.UpAsync();
        await page.Mouse.MoveAsync(x - 120, y);

        Assert.Equal(60, before - turned, 1.5); // the picture goes with the pointer
        Assert.Equal(turned, await TurnAsync());
        visited.IsSound();

        Task<double> TurnAsync() => page.EvaluateAsync<double>("new DOMMatrix(document.querySelector('.strip').style.transform).e");
    }

    [Fact]
    public async Task Map_ByTheWheel_Zooms()
    {
        await using RunningService service = await StartAsync();
        await using VisitedPage visited = await browser.OpenAsync(service.Address);
        IPage page = visited.Page;
        await visited.UploadAsync(Photo);
        await visited.AnsweredAsync();
        await page.Locator(".globe .map").FocusAsync(); // else the wheel is the page's
        double before = await WidthAsync();

        await ToAsync(page, ".globe svg");
        await page.Mouse.WheelAsync(0, -150);
        await page.WaitForFunctionAsync("before => document.querySelector('.globe svg').viewBox.baseVal.width < before", before);
        double near = await WidthAsync();
        await page.Mouse.WheelAsync(0, 300);
        await page.WaitForFunctionAsync("near => document.querySelector('.globe svg').viewBox.baseVal.width > near", near);

        Assert.Equal(before * Math.Exp(-0.5), near, before / 100);
        visited.IsSound();

        Task<double> WidthAsync() => page.EvaluateAsync<double>("document.querySelector('.globe svg').viewBox.baseVal.width");
    }

    /// <summary>Moves the pointer to an element's middle.</summary>
    private static async Task<(float X, float Y)> ToAsync(IPage page, string selector)
    {
        ILocator element = page.Locator(selector).First;
        await element.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await element.BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.MoveAsync(x, y);
        return (x, y);
    }
}
