using System.Net;
using System.Net.Sockets;
using Honnan.Web.Safety;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Safety;

public sealed class ClientLimitsTests
{
    private const int Channels = 2000; // so many that a Score-CAM takes minutes

    [Fact]
    public async Task Batch_CountsByItsPictures()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(Channels), RequestsOfAClient = 3 });
        using var end = new CancellationTokenSource();
        using var form = new MultipartFormDataContent();
        foreach (string name in (string[])["a", "b", "c"])
        {
            form.Add(new ByteArrayContent(Photo), "picture", name);
        }

        Task<HttpResponseMessage> batch = service.Client.PostAsync("/api/predict/batch?method=score-cam", form, end.Token);
        await service.UntilAsync("honnan_running_pictures", 1);

        HttpResponseMessage refused = await service.Client.GetAsync("/api/model", Stop);

        await ProblemAsync(429, refused);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => batch);
    }

    [Fact]
    public async Task Batch_OfMoreThanTheQueueHolds_IsRefusedForGood()
    {
        await using RunningService service = await StartAsync(o => o with { QueueLength = 2 });

        HttpResponseMessage refused = await service.SendFormAsync("/api/predict/batch", ("a", Photo), ("b", Panorama), ("c", [.. Photo, 0]));

        Assert.Contains("at most 2 pictures", await ProblemAsync(413, refused), StringComparison.Ordinal);
        Assert.Null(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Connections_OfOneClient_AreBounded()
    {
        await using RunningService service = await StartAsync(o => o with { RequestsOfAClient = 1 });
        TcpClient[] idle = [.. Enumerable.Range(0, ConnectionLimits.Fewest).Select(_ => new TcpClient())];
        foreach (TcpClient client in idle)
        {
            await client.ConnectAsync(service.Address.Host, service.Address.Port, Stop);
        }

        await UntilAsync(async () => await Answers(service) is false);
        Array.ForEach(idle, client => client.Dispose());
        await UntilAsync(async () => await Answers(service));
    }

    private static async Task<bool> Answers(RunningService service)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        try
        {
            return (await client.GetAsync("/livez", Stop)).StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException) // cut off after the connection, or amid it
        {
            return false;
        }
    }
}
