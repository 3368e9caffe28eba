using System.IO.Compression;
using System.Security.Cryptography;

namespace Honnan.Web.Pages;

/// <summary>A file of the page, held in memory as it is and compressed.</summary>
internal sealed class PageAsset
{
    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _packed;

    public PageAsset(byte[] bytes, string contentType)
    {
        (_plain, ContentType) = (bytes, contentType);
        _packed = new Lazy<byte[]>(Pack);
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
    }

    /// <summary>Its media type.</summary>
    public string ContentType { get; }

    /// <summary>Changes with its bytes.</summary>
    public string Tag { get; }

    /// <summary>The bytes, Brotli-compressed.</summary>
    public byte[] Packed => _packed.Value;

    /// <summary>Sends it, or says that the client has it already.</summary>
    public async Task SendAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.Headers.ETag = Tag;
        response.Headers.CacheControl = "no-cache"; // asked for anew each time, sent only when changed
        response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch == Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        bool packed = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        byte[] bytes = packed ? Packed : _plain;
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        if (packed)
        {
            response.Headers.ContentEncoding = "br";
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
        {
            brotli.Write(_plain);
        }

        return packed.ToArray();
    }
}
