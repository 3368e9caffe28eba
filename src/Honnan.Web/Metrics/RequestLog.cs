using System.Diagnostics;

namespace Honnan.Web.Metrics;

/// <summary>Counts and logs every request: method, route, status and time; no address, no name, nothing of its content.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ServiceMetrics metrics, ILogger<RequestLog> log)
{
    private const string NoRoute = "none";

    public async Task InvokeAsync(HttpContext context)
    {
        long begun = Stopwatch.GetTimestamp();
        await next(context);
        TimeSpan time = Stopwatch.GetElapsedTime(begun);
        string route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute;
        metrics.Answered(route, context.Response.StatusCode, time);
        string method = HttpMethods.IsGet(context.Request.Method) ? "GET" : HttpMethods.IsPost(context.Request.Method) ? "POST" : "other"; // what else it may say is the client's own text
        Answered(method, route, context.Response.StatusCode, (long)time.TotalMilliseconds);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Milliseconds} ms")]
    private partial void Answered(string method, string route, int status, long milliseconds);
}
