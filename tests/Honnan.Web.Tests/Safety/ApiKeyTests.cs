using System.Net;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Safety;

public sealed class ApiKeyTests
{
    private const string Key = "a-long-and-secret-key";

    [Fact]
    public async Task Api_WithAKey_IsForThoseWhoSendIt()
    {
        await using RunningService service = await StartAsync(o => o with { ApiKey = Key });

        await ProblemAsync(401, await service.SendAsync(Photo));
        await ProblemAsync(401, await AskAsync(service, "/api/countries", "X-Api-Key", Key[..^1]));
        await ProblemAsync(401, await AskAsync(service, "/API/countries", "X-Api-Key", ""));
        await ProblemAsync(401, await AskAsync(service, "/metrics", "Authorization", "Bearer nothing"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(service, "/api/countries", "X-Api-Key", Key)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(service, "/metrics", "Authorization", $"Bearer {Key}")).StatusCode);
        await ProblemAsync(401, await service.Client.GetAsync("/report", Stop));
        foreach (string open in (string[])["/", "/style.css", "/healthz", "/livez", "/openapi/v1.json", "/api/examples", "/api/examples/0"])
        {
            Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync(open, Stop)).StatusCode);
        }
    }

    [Fact]
    public async Task Host_OfAnotherName_IsRefusedUnlessNamed()
    {
        await using RunningService service = await StartAsync(o => o with { Hosts = ["maps.example"] });

        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await AskAsync(service, "/", "Host", "evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(service, "/", "Host", "maps.example")).StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(RunningService service, string path, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation(header, value);
        return await service.Client.SendAsync(request, Stop);
    }
}
