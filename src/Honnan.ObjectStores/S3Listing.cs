using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>What lies below a prefix, page by page. What a store says is checked: that pages end, and that names begin with the prefix and come once.</summary>
/// <param name="requests">Asks the store.</param>
/// <param name="folder">The prefix.</param>
internal sealed class S3Listing(S3Requests requests, S3Address folder)
{
    private readonly List<string> _unfit = [];

    /// <summary>Keys that no folder's file could have, from all listings so far.</summary>
    public IReadOnlyList<string> Unfit => _unfit;

    /// <summary>Every object that a folder's file could be, by its name below the prefix.</summary>
    /// <param name="deep">Whether those below the next '/' belong to it.</param>
    /// <param name="stop">Ends the waiting.</param>
    public IEnumerable<StoredFile> Files(bool deep, CancellationToken stop)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (ListObjectsV2Response page in Pages(deep, null, stop))
        {
            foreach (S3Object found in page.S3Objects ?? [])
            {
                if (Name(Plain(page, found.Key)) is { } name && seen.Add(name))
                {
                    yield return new StoredFile(name, found.Size ?? 0, new DateTimeOffset((found.LastModified ?? DateTime.UnixEpoch).ToUniversalTime()));
                }
            }
        }
    }

    /// <summary>The folders right below.</summary>
    public IEnumerable<string> Folders(CancellationToken stop) => Pages(deep: false, null, stop)
        .SelectMany(page => (page.CommonPrefixes ?? []).Select(prefix => Plain(page, prefix)))
        .Select(prefix => Name(prefix.TrimEnd('/')))
        .OfType<string>();

    /// <summary>Whether anything lies below.</summary>
    public bool Any(CancellationToken stop) => Pages(deep: true, 1, stop).Take(1).Any(page => page.S3Objects is { Count: > 0 });

    private IEnumerable<ListObjectsV2Response> Pages(bool deep, int? most, CancellationToken stop)
    {
        string? next = null;
        var given = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            ListObjectsV2Response page = requests.Wait(
                attempt => requests.Client.ListObjectsV2Async(
                    new ListObjectsV2Request { BucketName = folder.Bucket, Prefix = folder.Key, Delimiter = deep ? null : "/", ContinuationToken = next, MaxKeys = most, Encoding = EncodingType.Url }, attempt.End),
                folder.ToString(), stop);
            if (page.Name is null && page.IsTruncated is null)
            {
                throw S3Faults.NoStore(folder.ToString(), null); // the SDK takes any XML for a listing, a web page, too
            }

            yield return page;
            string? token = page.IsTruncated == true ? page.NextContinuationToken : null;
            if (page.IsTruncated == true && (string.IsNullOrEmpty(token) || !given.Add(token)))
            {
                throw new StoreException($"'{folder}': the store's listing does not say how it goes on", mayPass: false);
            }

            next = token;
        }
        while (next is not null);
    }

    /// <summary>A key as it is: asked to, stores code those in listings as in addresses, since XML has no control characters. The SDK leaves them so.</summary>
    private static string Plain(ListObjectsV2Response page, string key) => page.Encoding == EncodingType.Url ? WebUtility.UrlDecode(key) : key;

    /// <summary>A key's part below the prefix; null where it is to be passed over: it is hidden, stands for a folder, or is no path.</summary>
    private string? Name(string key)
    {
        if (key == folder.Key || key.EndsWith('/'))
        {
            return null;
        }

        string? name = key.StartsWith(folder.Key, StringComparison.Ordinal) ? key[folder.Key.Length..] : null;
        if (name is null || !StoreNames.IsPath(name))
        {
            _unfit.Add(key);
            return null;
        }

        return StoreNames.IsHidden(name) ? null : name;
    }
}
