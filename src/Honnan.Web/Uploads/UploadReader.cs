using Honnan.Web.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Honnan.Web.Uploads;

/// <summary>
/// Reads the pictures of a request's body into memory, within bounds; nothing goes to disk, as forms bound by the framework would.
/// </summary>
internal static class UploadReader
{
    /// <summary>The form's field that holds a picture.</summary>
    public const string Field = "picture";

    private const int MostBoundary = 100;
    private const int MostFields = 64;
    private const int MostName = 200;
    private const int Part = 64 << 10; // bytes that are read, and counted, at a time
    private const int Envelope = 64 << 10; // what a form adds to its pictures
    private const long MostBatchBytes = 5L * Upload.MostBytes;

    /// <summary>Reads the body: the form's pictures, or the body itself where it is no form.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">Pictures, at most.</param>
    /// <param name="share">Counts what is held.</param>
    /// <param name="limit">The time that the body may take.</param>
    /// <exception cref="RequestProblem">It is broken, too large, too slow, or holds no picture.</exception>
    public static async Task<IReadOnlyList<Upload>> ReadAsync(HttpContext context, int most, UploadBudget.Share share, TimeSpan limit)
    {
        long bytes = most == 1 ? Upload.MostBytes + Envelope : MostBatchBytes;
        if (context.Request.ContentLength > bytes)
        {
            throw TooLarge(most);
        }

        if (context.Request.Headers.ContentEncoding is [{ Length: > 0 } coding, ..] && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new RequestProblem(StatusCodes.Status415UnsupportedMediaType, "the body must not be compressed; send it without Content-Encoding");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = bytes;
        }

        using var clock = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        clock.CancelAfter(limit);
        try
        {
            return Boundary(context.Request) is { } boundary
                ? await FormAsync(context.Request, boundary, most, share, clock.Token)
                : most == 1 ? [new Upload(Field, await BytesAsync(context.Request.Body, share, clock.Token))]
                : throw new RequestProblem(StatusCodes.Status415UnsupportedMediaType, $"a form is wanted (multipart/form-data) with up to {most} fields '{Field}'");
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new RequestProblem(StatusCodes.Status408RequestTimeout, $"the request's body took longer than {limit.TotalSeconds:0.#} s to arrive");
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            throw new RequestProblem(StatusCodes.Status400BadRequest, "the form is broken");
        }
    }

    private static string? Boundary(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) || !type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= MostBoundary
            ? boundary
            : throw new RequestProblem(StatusCodes.Status400BadRequest, $"the form's boundary must have 1 to {MostBoundary} characters");
    }

    private static async Task<IReadOnlyList<Upload>> FormAsync(HttpRequest request, string boundary, int most, UploadBudget.Share share, CancellationToken stop)
    {
        var form = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 << 10 };
        var uploads = new List<Upload>();
        for (int fields = 0; await form.ReadNextSectionAsync(stop) is { } section; fields++)
        {
            if (fields == MostFields)
            {
                throw new RequestProblem(StatusCodes.Status400BadRequest, $"the form has more than {MostFields} fields");
            }

            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? about) || HeaderUtilities.RemoveQuotes(about.Name) != Field)
            {
                continue; // its bytes are passed over
            }

            if (uploads.Count == most)
            {
                throw new RequestProblem(StatusCodes.Status413PayloadTooLarge, $"the form has more than {most} {(most == 1 ? "picture" : "pictures")}");
            }

            uploads.Add(new Upload(Name(about), await BytesAsync(section.Body, share, stop)));
        }

        return uploads.Count > 0 ? uploads : throw new RequestProblem(StatusCodes.Status400BadRequest, $"the form has no field '{Field}'");
    }

    private static string Name(ContentDispositionHeaderValue about)
    {
        string given = HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).ToString();
        string name = new([.. given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(MostName)]);
        return name.Length > 0 ? name : Field;
    }

    private static async Task<byte[]> BytesAsync(Stream body, UploadBudget.Share share, CancellationToken stop)
    {
        List<byte[]> parts = [];
        for (int length = 0; ;)
        {
            share.Grow(Part);
            parts.Add(new byte[Part]);
            int read = await body.ReadAtLeastAsync(parts[^1], Part, throwOnEndOfStream: false, stop);
            length += read;
            if (length > Upload.MostBytes)
            {
                throw TooLarge(1);
            }

            if (read < Part)
            {
                share.Grow(length);
                byte[] all = Joined(parts, length);
                share.Shrink((long)parts.Count * Part);
                return all;
            }
        }
    }

    private static byte[] Joined(List<byte[]> parts, int length)
    {
        byte[] all = new byte[length];
        for (int i = 0; i < parts.Count; i++)
        {
            parts[i].AsSpan(0, Math.Min(Part, length - (i * Part))).CopyTo(all.AsSpan(i * Part));
        }

        return all;
    }

    private static RequestProblem TooLarge(int most) => new(
        StatusCodes.Status413PayloadTooLarge,
        most == 1 ? $"a picture may have at most {Upload.MostBytes >> 20} MiB" : $"a batch may have at most {MostBatchBytes >> 20} MiB");
}
