using Microsoft.Playwright;

namespace Honnan.Web.Tests.Browser;

/// <summary>Holds the first of a page's requests for an address until it is let go; the others pass.</summary>
internal sealed class HeldRequest
{
    private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _seen;

    /// <summary>How many have been seen.</summary>
    public int Seen => _seen;

    /// <summary>Holds what scripts ask for; pictures that the page shows by themselves pass.</summary>
    public static async Task<HeldRequest> OfAsync(IPage page, string address)
    {
        var held = new HeldRequest();
        await page.RouteAsync(address, held.TakeAsync);
        return held;
    }

    /// <summary>Waits until it has come.</summary>
    public Task ComeAsync() => _come.Task.WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Lets it go, and waits until the page has had an answer to a request that came after.</summary>
    public async Task FreeAsync(IPage page)
    {
        _free.SetResult();
        await page.EvaluateAsync("fetch('/healthz').then(answer => answer.text())");
    }

    private async Task TakeAsync(IRoute route)
    {
        if (route.Request.ResourceType == "fetch" && Interlocked.Increment(ref _seen) == 1)
        {
            _come.SetResult();
            await _free.Task;
        }

        try
        {
            await route.ContinueAsync();
        }
        catch (PlaywrightException)
        {
            // The page has given it up meanwhile.
        }
    }
}
