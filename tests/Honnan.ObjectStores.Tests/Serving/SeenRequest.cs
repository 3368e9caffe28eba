using System.Net;
using System.Web;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>A request as it came.</summary>
/// <param name="Method">GET, HEAD, PUT, POST or DELETE.</param>
/// <param name="Path">The path as it was sent.</param>
/// <param name="Query">The query as it was sent, without '?'.</param>
/// <param name="Headers">All headers.</param>
internal sealed record SeenRequest(string Method, string Path, string Query, WebHeaderCollection Headers)
{
    public string Bucket { get; } = Uri.UnescapeDataString(Path.TrimStart('/').Split('/')[0]);

    /// <summary>The object's key; empty for the bucket's own.</summary>
    public string Key { get; } = Path.TrimStart('/').Split('/', 2) is [_, var key] ? Uri.UnescapeDataString(key) : "";

    public string? this[string parameter] => HttpUtility.ParseQueryString(Query)[parameter];

    /// <summary>Whether a parameter stands in the query, with a value or without.</summary>
    public bool Has(string parameter) => Query.Split('&').Any(p => p == parameter || p.StartsWith(parameter + "=", StringComparison.Ordinal));

    public bool IsListing => Method == "GET" && Key.Length == 0 && Has("list-type");
}
