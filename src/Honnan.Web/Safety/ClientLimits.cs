using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Honnan.Web.Errors;

namespace Honnan.Web.Safety;

/// <summary>Bounds how much of the API one client uses at a time: requests, and pictures beyond the first of each.</summary>
internal sealed class ClientLimits(WebServiceOptions options) : IAsyncDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetConcurrencyLimiter(Client(context), _ => new ConcurrencyLimiterOptions { PermitLimit = options.RequestsOfAClient, QueueLimit = 0 }));

    /// <summary>Whether requests of a kind are counted. A page asks for all examples' pictures at once; they are drawn once, and cost nothing then.</summary>
    public static bool IsLimited(string method, PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !ApiKeyCheck.IsExample(method, path);

    /// <summary>Whose request it is: an IPv4 address, or the network of an IPv6 one, since who has one has 2^64 of them.</summary>
    public static string Client(HttpContext context) => Client(context.Connection.RemoteIpAddress);

    /// <inheritdoc cref="Client(HttpContext)"/>
    public static string Client(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsLimited(context.Request.Method, context.Request.Path))
        {
            await next(context);
            return;
        }

        using RateLimitLease lease = Take(context, 1);
        await next(context);
    }

    /// <summary>Counts the pictures of a batch, as far as a client may have so many; disposed when they are answered.</summary>
    /// <exception cref="RequestProblem">The client has too much under way.</exception>
    public RateLimitLease TakeBatch(HttpContext context, int pictures) => Take(context, Math.Min(pictures, options.RequestsOfAClient) - 1);

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    private RateLimitLease Take(HttpContext context, int count)
    {
        RateLimitLease lease = _limiter.AttemptAcquire(context, count);
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        throw RequestProblem.Busy($"no more than {options.RequestsOfAClient} requests, or pictures of batches, at a time, please");
    }
}
