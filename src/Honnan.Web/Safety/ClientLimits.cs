using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Honnan.Web.Errors;

namespace Honnan.Web.Safety;

/// <summary>Bounds how much of the API one client uses at a time.</summary>
internal sealed class ClientLimits(RequestDelegate next, WebServiceOptions options) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetConcurrencyLimiter(Client(context.Connection.RemoteIpAddress), _ => new ConcurrencyLimiterOptions { PermitLimit = options.RequestsOfAClient, QueueLimit = 0 }));

    /// <summary>Whether requests of a kind are counted. A page asks for all examples' pictures at once; they are drawn once, and cost nothing then.</summary>
    public static bool IsLimited(string method, PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !ApiKeyCheck.IsExample(method, path);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsLimited(context.Request.Method, context.Request.Path))
        {
            await next(context);
            return;
        }

        using RateLimitLease lease = _limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            throw RequestProblem.Busy($"no more than {options.RequestsOfAClient} requests at a time, please");
        }

        await next(context);
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    // Who has one IPv6 address has 2^64 of them.
    private static string Client(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };
}
