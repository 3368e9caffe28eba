using System.Security.Cryptography;

namespace Honnan.Web.Pages;

/// <summary>A file of the page, held in memory as it is and compressed.</summary>
internal sealed class PageAsset
{
    private readonly byte[] _plain;
    private readonly Dictionary<PageCoding, Lazy<byte[]>> _packed;

    public PageAsset(byte[] bytes, string contentType)
    {
        (_plain, ContentType) = (bytes, contentType);
        _packed = PageCoding.All.ToDictionary(coding => coding, coding => new Lazy<byte[]>(() => coding.Pack(bytes)));
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
    }

    /// <summary>Its media type.</summary>
    public string ContentType { get; }

    /// <summary>Changes with its bytes.</summary>
    public string Tag { get; }

    /// <summary>Compresses it in every way, unless that is done.</summary>
    public void Prepare()
    {
        foreach (Lazy<byte[]> packed in _packed.Values)
        {
            _ = packed.Value;
        }
    }

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

        PageCoding? coding = PageCoding.Choose(context.Request);
        byte[] bytes = coding is null ? _plain : _packed[coding].Value;
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        if (coding is not null)
        {
            response.Headers.ContentEncoding = coding.Name;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
