using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Honnan.Data.Downloads;

/// <summary>Asks a site what there is, as patiently as its files are fetched.</summary>
/// <param name="client">Its own time limit must be off.</param>
/// <param name="options">How patiently.</param>
/// <param name="time">Waits by this clock.</param>
internal sealed class ListingReader(HttpClient client, DownloadOptions options, TimeProvider time)
{
    /// <summary>The document at an address.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="key">The value of the Authorization header, or null.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InputException">It cannot be had, or is not JSON.</exception>
    public async Task<JsonElement> ReadAsync(Uri address, string? key, CancellationToken cancellation)
    {
        for (int tries = 1; ; tries++)
        {
            (JsonElement? document, string why, bool final) = await AskAsync(address, key, cancellation).ConfigureAwait(false);
            if (document is { } found)
            {
                return found;
            }

            if (final || tries >= options.Tries)
            {
                throw new InputException($"cannot read '{address}': {why}");
            }

            double wait = Math.Min(options.FirstWait.TotalSeconds * Math.Pow(2, Math.Min(tries - 1, 20)), options.LongestWait.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(wait), time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One request: the document, or why there is none and whether asking again is of no use.</summary>
    private async Task<(JsonElement? Document, string Why, bool Final)> AskAsync(Uri address, string? key, CancellationToken cancellation)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(options.Stall);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", key);
            }

            using HttpResponseMessage response = await client.SendAsync(request, stall.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                bool passing = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
                return (null, $"the server answers {(int)response.StatusCode} {response.ReasonPhrase}", !passing);
            }

            return (await response.Content.ReadFromJsonAsync<JsonElement>(stall.Token).ConfigureAwait(false), "", true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"the server sent nothing for {options.Stall.TotalSeconds:0.#} s", false);
        }
        catch (JsonException error)
        {
            return (null, $"it is not JSON: {OneLine(error)}", true);
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException)
        {
            bool offline = error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError };
            return (null, OneLine(error), offline);
        }
    }

    private static string OneLine(Exception error) => error.GetBaseException().Message.Split('\n')[0].Trim();
}
