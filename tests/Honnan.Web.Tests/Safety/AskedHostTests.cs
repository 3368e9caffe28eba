using System.Net;
using Honnan.Web.Errors;
using Honnan.Web.Safety;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Honnan.Web.Tests.Safety;

public sealed class AskedHostTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost", true)]
    [InlineData("127.0.0.1", "127.0.0.1", "proxied.example", true)] // named by the owner
    [InlineData("127.0.0.1", "127.0.0.1", "evil.example", false)]
    [InlineData("::1", "::1", "evil.example", false)]
    [InlineData("127.0.0.2", "127.0.0.2", "127.0.0.2", true)]
    [InlineData("127.0.0.1", "192.0.2.7", "site.example", true)] // came by a further address that is configured
    [InlineData("127.0.0.1", null, "site.example", true)] // came by a Unix socket
    [InlineData("0.0.0.0", "127.0.0.1", "site.example", true)]
    public async Task Request_UnderAName_IsAnsweredOrRefused(string listen, string? came, string name, bool answered)
    {
        bool passed = false;
        var options = new WebServiceOptions { OpenModel = () => throw new NotSupportedException(), Address = IPAddress.Parse(listen), Hosts = ["proxied.example"] };
        var check = new AskedHost(
            _ =>
            {
                passed = true;
                return Task.CompletedTask;
            },
            options);
        var context = new DefaultHttpContext { Request = { Host = new HostString(name) }, Connection = { LocalIpAddress = came is null ? null : IPAddress.Parse(came) } };

        RequestProblem? problem = await Record.ExceptionAsync(() => check.InvokeAsync(context)) as RequestProblem;

        Assert.Equal(answered, passed);
        Assert.Equal(answered ? null : 421, problem?.Status);
    }
}
