using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Honnan.Web.Tests.Browser;

/// <summary>A page that is open, and what went wrong on it.</summary>
public sealed class VisitedPage : IAsyncDisposable
{
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("HONNAN_SCREENSHOTS");

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _mistakes = new();

    private VisitedPage(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type == "error", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(!request.Url.StartsWith($"{address}", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal), $"asked elsewhere: {request.Url}");
    }

    public IPage Page { get; }

    public static async Task<VisitedPage> OpenAsync(IBrowserContext context, Uri address)
    {
        var visited = new VisitedPage(context, await context.NewPageAsync(), address);
        await visited.Page.GotoAsync("/");
        await visited.Page.Locator("main h1, #key[open] h2").WaitForAsync();
        return visited;
    }

    /// <summary>Gives the page a picture, as by its button.</summary>
    public Task UploadAsync(byte[] picture) =>
        Page.SetInputFilesAsync("#file", new FilePayload { Name = "street.jpg", MimeType = "image/jpeg", Buffer = picture });

    /// <summary>Gives the page a picture as a user's hand or clipboard does; gives whether the page took it from the browser.</summary>
    /// <param name="picture">The picture's bytes.</param>
    /// <param name="how">drop or paste.</param>
    /// <param name="selector">Where.</param>
    public Task<bool> HandOverAsync(byte[] picture, string how, string selector) => Page.EvaluateAsync<bool>(
        """
        ({ picture, how, selector }) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(picture), c => c.charCodeAt(0))], 'street.jpg', { type: 'image/jpeg' }));
          const event = how === 'paste' ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }) : new DragEvent(how, { dataTransfer: transfer, bubbles: true, cancelable: true });
          return !document.querySelector(selector).dispatchEvent(event);
        }
        """, new { picture = Convert.ToBase64String(picture), how, selector });

    /// <summary>Changes what the service says of pictures.</summary>
    public Task ChangeAnswersAsync(Action<JsonNode> change) => Page.RouteAsync("**/api/predict?*", async route =>
    {
        IAPIResponse response = await route.FetchAsync();
        JsonNode said = JsonNode.Parse(await response.TextAsync())!;
        change(said);
        await route.FulfillAsync(new RouteFulfillOptions { Response = response, Body = said.ToJsonString() });
    });

    /// <summary>Whether the element that has the focus is one of those.</summary>
    public Task<bool> IsFocusedAsync(string selector) => Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector);

    /// <summary>Whether an element is wholly in the window, below the head that stays there.</summary>
    public Task<bool> IsSeenAsync(string selector) => Page.EvaluateAsync<bool>(
        "selector => (box => box.top >= Math.max(0, document.querySelector('.top').getBoundingClientRect().bottom) && box.bottom <= innerHeight)(document.querySelector(selector).getBoundingClientRect())", selector);

    /// <summary>Waits until an answer with its map and heat map is there.</summary>
    public async Task AnsweredAsync()
    {
        await Page.Locator(".headline h2").WaitForAsync();
        await Page.Locator(".globe [data-country='HU'] path").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await Page.WaitForFunctionAsync("[...document.querySelectorAll('.heat')].some(h => h.complete && h.naturalWidth > 0)");
    }

    /// <summary>Asserts that nothing went wrong: no error in the console, nothing asked for elsewhere.</summary>
    /// <param name="but">A part of messages that are expected.</param>
    public void IsSound(string? but = null) => Assert.DoesNotContain(_mistakes, m => but is null || !m.Contains(but, StringComparison.Ordinal));

    /// <summary>Asserts that axe finds nothing against WCAG 2.2 AA and its best practices.</summary>
    public async Task IsAccessibleAsync(string where)
    {
        AxeResult found = await Page.RunAxe();
        string[] told = [.. found.Violations.SelectMany(v => v.Nodes.Select(n => $"{where}: {v.Id} ({v.Help}): {n.Html} {string.Join(' ', n.Any.Select(c => c.Message))}"))];
        Assert.True(told.Length == 0, string.Join('\n', told));
    }

    /// <summary>Asserts that nothing is wider than the window, and keeps a picture of the page where the environment names a folder for them.</summary>
    public async Task FitsAsync(string name)
    {
        if (Screenshots is not null)
        {
            await Page.WaitForTimeoutAsync(300);
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });
        }

        int[] widths = await Page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        Assert.True(widths[0] <= widths[1], $"{name}: {widths[0]} pixels in a window of {widths[1]}");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(bool mistake, string text)
    {
        if (mistake)
        {
            _mistakes.Enqueue(text);
        }
    }
}
