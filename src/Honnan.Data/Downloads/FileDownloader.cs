using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Honnan.Data.Files;

namespace Honnan.Data.Downloads;

/// <summary>
/// Fetches files over HTTP so that they appear whole and right or not at all. What has come is kept beside as
/// <c>NAME.part</c> with what the server called that version (<c>NAME.part.tag</c>), and the rest is asked for by range;
/// where the server ignores ranges, or the file has changed meanwhile, it begins anew.
/// </summary>
/// <param name="client">Honours the system's proxies unless told otherwise; its own time limit must be off.</param>
/// <param name="options">How patiently.</param>
/// <param name="time">Waits by this clock.</param>
internal sealed class FileDownloader(HttpClient client, DownloadOptions options, TimeProvider time)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Fetches a file, unless it is there already with the right length and hash.</summary>
    /// <exception cref="InputException">It cannot be had: one line that says why and what remains.</exception>
    public async Task FetchAsync(Downloadable file, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, file.Path);
        if (File.Exists(path) && await FaultAsync(file, path, cancellation).ConfigureAwait(false) is null)
        {
            progress?.Report(new DownloadProgress(file.Path, new FileInfo(path).Length, file.Length));
            return;
        }

        try
        {
            using var made = new MadeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var part = new PartFile(path + ".part");
            for (int again = 0; ; again++)
            {
                await CompleteAsync(file, part, progress, cancellation).ConfigureAwait(false);
                string? fault = await FaultAsync(file, part.Path, cancellation).ConfigureAwait(false);
                if (fault is null)
                {
                    part.Become(path);
                    return;
                }

                part.Forget(); // what was kept from an earlier time may have been the fault: once more from the start
                if (again > 0)
                {
                    throw new InputException($"'{file.Address}': {fault}; nothing was kept");
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot write '{path}': {error.Message}", error);
        }
    }

    /// <summary>What is wrong with a file that has come, or null.</summary>
    private static async Task<string?> FaultAsync(Downloadable file, string path, CancellationToken cancellation)
    {
        long length = new FileInfo(path).Length;
        if (file.Length is { } wanted && wanted != length)
        {
            return $"it has {length} bytes, {wanted} are expected";
        }

        if (file.Sha256 is not { } hash)
        {
            return null;
        }

        FileStream stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            string found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false));
            return found.StartsWith(hash, StringComparison.Ordinal) ? null : $"its SHA-256 begins with {found[..hash.Length]}, {hash} is expected";
        }
    }

    /// <summary>Asks until the part file is whole.</summary>
    private async Task CompleteAsync(Downloadable file, PartFile part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        string why = "";
        long most = part.Length; // a server that sends the same again and again brings nothing
        for (int tries = 0; tries < options.Tries; tries++)
        {
            TimeSpan? asked;
            bool unreachable = false;
            try
            {
                (bool done, asked, why) = await AskAsync(file, part, progress, cancellation).ConfigureAwait(false);
                if (done)
                {
                    return;
                }
            }
            catch (Exception error) when (error is HttpRequestException or HttpIOException or TimeoutException)
            {
                (asked, why) = (null, error.GetBaseException().Message.Split('\n')[0].Trim());
                unreachable = error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError };
            }

            tries = part.Length > most ? 0 : unreachable ? tries + 1 : tries; // offline is told soon
            most = Math.Max(most, part.Length);
            if (tries + 1 >= options.Tries)
            {
                break;
            }

            double doubled = options.FirstWait.TotalSeconds * Math.Pow(2, Math.Min(tries, 20));
            TimeSpan wait = TimeSpan.FromSeconds(Math.Min(Math.Max(asked?.TotalSeconds ?? 0, doubled), options.LongestWait.TotalSeconds));
            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
        }

        string kept = part.Length > 0 ? $"; {part.Length} bytes are kept, and the next call goes on from there" : "";
        throw new InputException($"cannot download '{file.Address}': {why}{kept}");
    }

    /// <summary>One request: whether the file is whole now, how long the server wants to be left alone, and why it failed.</summary>
    private async Task<(bool Done, TimeSpan? Wait, string Why)> AskAsync(Downloadable file, PartFile part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
        if (file.Authorization is { } key)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(key);
        }

        if (part.Length > 0 && part.Tag is { } tag)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            request.Headers.TryAddWithoutValidation("If-Range", tag); // another version is then sent whole
        }
        else
        {
            part.Forget();
        }

        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(options.Stall);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            switch (response.StatusCode)
            {
                case HttpStatusCode.RequestedRangeNotSatisfiable when response.Content.Headers.ContentRange?.Length == part.Length:
                    return (true, null, ""); // it was all there: the last call ended before it was judged
                case HttpStatusCode.RequestedRangeNotSatisfiable:
                    part.Forget();
                    return (false, null, "the server has less of it than was kept");
                case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == part.Length:
                    break;
                case HttpStatusCode.OK:
                    part.Forget();
                    break;
                case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError:
                    return (false, Wait(response.Headers.RetryAfter), $"the server answers {(int)response.StatusCode} {response.ReasonPhrase}");
                case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                    throw new InputException($"'{file.Address}': the server answers {(int)response.StatusCode}: it wants a key{DownloadNames.KeyHint(file)}");
                case HttpStatusCode.PartialContent:
                    part.Forget();
                    return (false, null, "the server sent another range than was asked for");
                default:
                    throw new InputException($"'{file.Address}': the server answers {(int)response.StatusCode} {response.ReasonPhrase}");
            }

            part.Tag = TagOf(response);
            long? total = response.Content.Headers.ContentLength is { } rest ? part.Length + rest : null;
            await CopyAsync(response, part, stall, bytes => progress?.Report(new DownloadProgress(file.Path, bytes, file.Length ?? total))).ConfigureAwait(false);
            return total is { } whole && part.Length < whole ? (false, null, "the connection ended early") : (true, null, "");
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"the server sent nothing for {options.Stall.TotalSeconds:0.#} s", error);
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, PartFile part, CancellationTokenSource stall, Action<long> report)
    {
        Stream source = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            using FileStream target = part.Open();
            byte[] buffer = new byte[BufferBytes];
            while (true)
            {
                stall.CancelAfter(options.Stall);
                int read;
                try
                {
                    read = await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
                }
                catch (IOException error)
                {
                    throw new HttpRequestException("the connection ended early", error); // not the disk's error
                }

                if (read == 0)
                {
                    return;
                }

                await target.WriteAsync(buffer.AsMemory(0, read), stall.Token).ConfigureAwait(false);
                await target.FlushAsync(stall.Token).ConfigureAwait(false);
                report(target.Length);
            }
        }
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? asked) =>
        asked?.Delta ?? (asked?.Date is { } date ? date - time.GetUtcNow() : null);

    // A weak tag says that two versions are as good as each other, not that their bytes are.
    private static string? TagOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R");
}
