using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using System.Xml.Linq;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>A bucket's objects and unfinished uploads, and what the protocol says of them.</summary>
internal sealed class StoredBucket
{
    private const int LeastPartBytes = 5 << 20;

    private readonly Lock _turn = new();
    private readonly List<string> _tokens = [];
    private int _uploads;

    public SortedDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, (string Key, SortedDictionary<int, byte[]> Parts)> Uploads { get; } = new();

    /// <summary>Keys of a page of a listing at most, whatever is asked for.</summary>
    public int PageKeys { get; set; } = 1000;

    /// <summary>What a listing says of a length.</summary>
    public Func<StoredObject, long> SaidLength { get; set; } = stored => stored.Bytes.Length;

    /// <summary>Whether listings do not say how they go on.</summary>
    public bool ForgetsToken { get; set; }

    /// <summary>Whether listings go on with the second page and the third by turns, for ever.</summary>
    public bool Circles { get; set; }

    public StoredObject? Find(string key)
    {
        lock (_turn)
        {
            return Objects.GetValueOrDefault(key);
        }
    }

    public StoredObject Put(string key, byte[] bytes, string? ifNoneMatch) => Put(key, new StoredObject(bytes, DateTime.UtcNow), ifNoneMatch);

    private StoredObject Put(string key, StoredObject stored, string? ifNoneMatch)
    {
        lock (_turn)
        {
            return ifNoneMatch == "*" && Objects.ContainsKey(key) ? throw new Refusal(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
                : Objects[key] = stored;
        }
    }

    public void Delete(string key)
    {
        lock (_turn)
        {
            Objects.Remove(key);
        }
    }

    public string Begin(string key)
    {
        string id = $"upload-{Interlocked.Increment(ref _uploads)}";
        Uploads[id] = (key, []);
        return $"<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>";
    }

    public StoredObject PutPart(string id, int number, byte[] bytes)
    {
        SortedDictionary<int, byte[]> parts = Upload(id).Parts;
        lock (_turn)
        {
            parts[number] = bytes;
        }

        return new StoredObject(bytes, DateTime.UtcNow);
    }

    public string Complete(string id, string body, string? ifNoneMatch)
    {
        (string key, SortedDictionary<int, byte[]> parts) = Upload(id);
        (int Number, string Tag)[] said = [.. XDocument.Parse(body).Descendants().Where(e => e.Name.LocalName == "Part").Select(e => (
            int.Parse(e.Elements().Single(c => c.Name.LocalName == "PartNumber").Value, CultureInfo.InvariantCulture), e.Elements().Single(c => c.Name.LocalName == "ETag").Value.Trim('"')))];
        bool fits = said.Select(part => part.Number).SequenceEqual(parts.Keys) && said.All(part => new StoredObject(parts[part.Number], default).Tag.Trim('"') == part.Tag);
        if (!fits)
        {
            throw new Refusal(400, "InvalidPart", "One or more of the specified parts could not be found");
        }

        if (parts.Values.SkipLast(1).Any(part => part.Length < LeastPartBytes))
        {
            throw new Refusal(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        }

        StoredObject stored = Put(key, new StoredObject([.. parts.Values.SelectMany(part => part)], DateTime.UtcNow) { Tag = StoredObject.TagOf(parts.Values) }, ifNoneMatch);
        Uploads.TryRemove(id, out _);
        return $"<CompleteMultipartUploadResult><ETag>{SecurityElement.Escape(stored.Tag)}</ETag></CompleteMultipartUploadResult>";
    }

    public void Abort(string id)
    {
        if (!Uploads.TryRemove(id, out _))
        {
            throw NoUpload();
        }
    }

    public string ListUploads(string prefix) =>
        $"<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>{string.Concat(Uploads.Where(pair => pair.Value.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => $"<Upload><Key>{SecurityElement.Escape(pair.Value.Key)}</Key><UploadId>{pair.Key}</UploadId></Upload>"))}</ListMultipartUploadsResult>";

    public string List(SeenRequest request)
    {
        (string prefix, string? delimiter, string after) = (request["prefix"] ?? "", request["delimiter"], Encoding.UTF8.GetString(Convert.FromHexString(request["continuation-token"] ?? "")));
        int most = Math.Min(PageKeys, int.Parse(request["max-keys"] ?? "1000", CultureInfo.InvariantCulture));
        var text = new StringBuilder();
        (int count, string last, bool more) = (0, "", false);
        lock (_turn)
        {
            foreach ((string key, StoredObject stored) in Objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                int cut = delimiter is null ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                string item = cut < 0 ? key : key[..(cut + delimiter!.Length)];
                if (string.CompareOrdinal(item, after) <= 0 || item == last)
                {
                    continue;
                }

                if (count == most)
                {
                    more = true;
                    break;
                }

                (count, last) = (count + 1, item);
                text.Append(cut >= 0 ? $"<CommonPrefixes><Prefix>{Encoded(item)}</Prefix></CommonPrefixes>"
                    : $"<Contents><Key>{Encoded(key)}</Key><LastModified>{stored.Written:yyyy-MM-ddTHH:mm:ss.fffZ}</LastModified><ETag>{SecurityElement.Escape(stored.Tag)}</ETag><Size>{SaidLength(stored)}</Size></Contents>");
            }
        }

        string next = more && !ForgetsToken ? $"<NextContinuationToken>{Token(Convert.ToHexString(Encoding.UTF8.GetBytes(last)))}</NextContinuationToken>" : "";
        return $"<ListBucketResult><EncodingType>url</EncodingType><KeyCount>{count}</KeyCount><IsTruncated>{(more ? "true" : "false")}</IsTruncated>{next}{text}</ListBucketResult>";
    }

    private string Token(string own)
    {
        if (!Circles)
        {
            return own;
        }

        _tokens.Add(_tokens.Count < 2 ? own : _tokens[^2]);
        return _tokens[^1];
    }

    /// <summary>As Amazon has keys in listings that are asked for with encoding-type=url.</summary>
    private static string Encoded(string key) => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal);

    private (string Key, SortedDictionary<int, byte[]> Parts) Upload(string id) => Uploads.TryGetValue(id, out var upload) ? upload : throw NoUpload();

    private static Refusal NoUpload() => new(404, "NoSuchUpload", "The specified upload does not exist.");
}
