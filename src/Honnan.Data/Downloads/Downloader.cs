namespace Honnan.Data.Downloads;

/// <summary>Downloads data sets and weights by name into a folder.</summary>
public static class Downloader
{
    /// <summary>What can be asked for.</summary>
    public static IReadOnlyList<string> Names => DownloadNames.All;

    /// <summary>Those of <see cref="Names"/> that are weights of a net.</summary>
    public static IReadOnlyList<string> WeightsOf(string net) => DownloadNames.WeightsOf(net);

    /// <summary>Downloads everything that the names stand for; what is there already and right is not fetched again.</summary>
    /// <param name="names">Some of <see cref="Names"/>.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="progress">Told with every piece.</param>
    /// <param name="cancellation">Stops; what has come is kept for the next time.</param>
    /// <returns>The files, below the folder.</returns>
    /// <exception cref="InputException">A name is unknown, or something cannot be had.</exception>
    public static async Task<IReadOnlyList<string>> DownloadAsync(
        IReadOnlyList<string> names, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        // Proxies come from the environment or the system's settings; a request's patience is the downloader's own.
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(20) }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "honnan");
        var listings = new ListingReader(client, new DownloadOptions(), TimeProvider.System);
        var files = new List<Downloadable>();
        foreach (string name in names)
        {
            files.AddRange(await DownloadNames.FilesAsync(name, listings, cancellation).ConfigureAwait(false));
        }

        var downloader = new FileDownloader(client, new DownloadOptions(), TimeProvider.System);
        var fetched = new List<string>();
        foreach (Downloadable file in files)
        {
            if (!PackedFiles.AreThere(file, folder))
            {
                await downloader.FetchAsync(file, folder, progress, cancellation).ConfigureAwait(false);
                PackedFiles.Unpack(file, folder, cancellation);
            }

            fetched.Add(file.Only?.Path ?? file.Path);
        }

        return fetched;
    }
}
