using System.Net;
using Honnan.Web.Errors;

namespace Honnan.Web.Safety;

/// <summary>
/// While the service listens to this machine alone, refuses requests under other names: a web page elsewhere could give a
/// name of its own this machine's address, and then use the service from its visitors' browsers. Further addresses that the
/// owner has configured are for others, who know the service by a name of theirs.
/// </summary>
internal sealed class AskedHost(RequestDelegate next, WebServiceOptions options)
{
    private readonly HashSet<string> _names = new(["localhost", "127.0.0.1", "[::1]", $"{options.Address}", .. options.Hosts], StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context) => !IPAddress.IsLoopback(options.Address) || context.Connection.LocalIpAddress is not { } local || !IPAddress.IsLoopback(local) || _names.Contains(context.Request.Host.Host)
        ? next(context)
        : throw new RequestProblem(StatusCodes.Status421MisdirectedRequest, "the service is not asked for under this name");
}
