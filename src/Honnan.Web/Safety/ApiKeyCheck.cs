using System.Security.Cryptography;
using System.Text;
using Honnan.Web.Errors;
using Honnan.Web.Reports;

namespace Honnan.Web.Safety;

/// <summary>Where the service has a key, lets only those use the API and the pages about the model who send it. The page's files and the health check stay open.</summary>
internal sealed class ApiKeyCheck(RequestDelegate next, WebServiceOptions options, ReportPages reports)
{
    /// <summary>The header that carries the key; <c>Authorization: Bearer</c> does too.</summary>
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";

    // Of the digests, so that neither a key's length nor its beginning shows in the time that the comparison takes.
    private readonly byte[]? _digest = options.ApiKey is { } key ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : null;

    public Task InvokeAsync(HttpContext context)
    {
        if (_digest is null || !IsGuarded(context.Request.Method, context.Request.Path) || reports.IsAdmitted(context.Request) || CryptographicOperations.FixedTimeEquals(_digest, SHA256.HashData(Encoding.UTF8.GetBytes(Given(context.Request)))))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new RequestProblem(StatusCodes.Status401Unauthorized, $"this service wants its key in the header {Header} or Authorization: Bearer");
    }

    /// <summary>Whether requests of a kind need the key. The drawn examples are anybody's, and a page's pictures cannot carry it.</summary>
    public static bool IsGuarded(string method, PathString path) => !IsExample(method, path) && (IsOfTheApi(path) || ReportPages.IsOne(path));

    /// <summary>Whether a request is for the list of drawn pictures, or one of them.</summary>
    public static bool IsExample(string method, PathString path) =>
        path.StartsWithSegments("/api/examples", StringComparison.OrdinalIgnoreCase) && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method));

    private static bool IsOfTheApi(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase);

    private static string Given(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : request.Headers[Header].ToString();
    }
}
