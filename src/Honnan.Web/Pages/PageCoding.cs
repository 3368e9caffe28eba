using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Honnan.Web.Pages;

/// <summary>A way to compress a file of the page. Browsers take Brotli by TLS and from this machine alone, by plain HTTP only gzip.</summary>
internal sealed record PageCoding(string Name, Func<Stream, Stream> Open)
{
    /// <summary>Those that there are, the smaller first.</summary>
    public static IReadOnlyList<PageCoding> All { get; } =
        [new("br", to => new BrotliStream(to, CompressionLevel.SmallestSize)), new("gzip", to => new GZipStream(to, CompressionLevel.SmallestSize))];

    /// <summary>The best of those that a client takes; null where it takes none.</summary>
    public static PageCoding? Choose(HttpRequest request)
    {
        IList<StringWithQualityHeaderValue> accepted = request.GetTypedHeaders().AcceptEncoding;
        return All.FirstOrDefault(coding => accepted.Any(a => a.Quality is not 0 && a.Value.Equals(coding.Name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Compresses bytes.</summary>
    public byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (Stream coder = Open(packed))
        {
            coder.Write(bytes);
        }

        return packed.ToArray();
    }
}
