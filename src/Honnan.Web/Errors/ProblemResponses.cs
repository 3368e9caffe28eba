using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Honnan.Web.Errors;

/// <summary>Turns whatever goes wrong into a problem document (RFC 9457).</summary>
internal sealed partial class ProblemResponses(RequestDelegate next, ILogger<ProblemResponses> log)
{
    private const string ContentType = "application/problem+json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                await WriteAsync(context, context.Response.StatusCode, Missing(context));
            }
        }
        catch (RequestProblem problem)
        {
            if (problem.RetryAfter is { } seconds && !context.Response.HasStarted)
            {
                context.Response.Headers.RetryAfter = $"{seconds}";
            }

            await WriteAsync(context, problem.Status, problem.Message);
        }
        catch (BadHttpRequestException error)
        {
            await WriteAsync(context, error.StatusCode, error switch
            {
                { StatusCode: StatusCodes.Status413PayloadTooLarge } => "the request is larger than this service takes",
                { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "a JSON body is wanted (Content-Type: application/json)",
                { InnerException: JsonException { Path: null or "$" } } => "the body is no JSON object",
                { InnerException: JsonException { Path: { } path } } => $"the body's JSON has something unknown, or of another kind than is wanted, at {path}",
                _ => "the request is broken",
            });
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // nobody reads it; the log does
        }
        catch (Exception error)
        {
            Bug(error);
            await WriteAsync(context, StatusCodes.Status500InternalServerError, "something went wrong here; it was logged");
        }
    }

    // What no route has refused.
    private static string? Missing(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "there is nothing under this path; GET /openapi/v1.json lists what there is",
        StatusCodes.Status405MethodNotAllowed => $"this path takes {context.Response.Headers.Allow}",
        _ => null,
    };

    /// <summary>Writes a problem document, unless the answer has begun.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string? detail)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        var document = new ProblemDetails { Title = ReasonPhrases.GetReasonPhrase(status), Status = status, Detail = detail };
        await context.Response.WriteAsJsonAsync(document, Json, ContentType, context.RequestAborted);
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "a request failed")]
    private partial void Bug(Exception error);
}
