using System.Net;
using Honnan.Inference.Tests;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Predicting;

/// <summary>What happens when there is more to do than can be done at once.</summary>
public sealed class PredictionQueueTests
{
    private const string Slow = "?method=score-cam"; // by a model with thousands of channels to look at
    private const int Channels = 2000;
    private const int FewChannels = 100; // a second or so

    [Fact]
    public async Task Predict_ByManyAtOnce_GoesTogether()
    {
        await using RunningService service = await StartAsync(o => o with { GatherTime = TimeSpan.FromSeconds(1) });
        byte[][] pictures = [.. Enumerable.Range(10, 12).Select(seed => DrawnPictures.Jpeg(150, 64, seed))];

        HttpResponseMessage[] answers = await Task.WhenAll(pictures.Select(picture => service.SendAsync(picture)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(12, await service.MetricAsync("honnan_pictures_total"));
        Assert.InRange(await service.MetricAsync("honnan_batches_total"), 1, 4);
    }

    [Fact]
    public async Task Predict_WhenTheQueueIsFull_IsToldToComeAgain()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(Channels), QueueLength = 1 });
        using var end = new CancellationTokenSource();
        Task[] slow = await FillAsync(service, end.Token);

        HttpResponseMessage refused = await service.SendAsync(Photo);
        HttpResponseMessage health = await service.Client.GetAsync("/healthz", Stop);

        await ProblemAsync(429, refused);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/livez", Stop)).StatusCode); // no reason to end it
        await EndAsync(slow, end);
    }

    [Fact]
    public async Task Predict_WhenTheClientsBeforeHaveGone_HasTheirPlaces()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(Channels), QueueLength = 1 });
        using var end = new CancellationTokenSource();

        await EndAsync(await FillAsync(service, end.Token), end);

        await UntilAsync(async () => await service.MetricAsync("honnan_waiting_pictures") == 0);
        Assert.Equal(1, await service.MetricAsync("honnan_abandoned_total"));
        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(Photo)).StatusCode); // in seconds, where those before would have taken minutes
    }

    [Fact]
    public async Task Predict_WhileOthersWantScoreCams_IsAnsweredBeforeThem()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(Channels), QueueLength = 16 });
        using var end = new CancellationTokenSource();
        Task[] slow = await FillAsync(service, end.Token, clients: 3); // one at work, and as many waiting as may

        HttpResponseMessage quick = await service.SendAsync(DrawnPictures.Jpeg(150, 64, seed: 40), "?heatmap=true"); // in a moment, where those before take minutes
        HttpResponseMessage refused = await service.SendAsync(DrawnPictures.Jpeg(150, 64, seed: 41), Slow);

        Assert.Equal(HttpStatusCode.OK, quick.StatusCode);
        Assert.Contains("Score-CAM", await ProblemAsync(429, refused), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta); // not in a second, as for others
        await EndAsync(slow, end);
    }

    [Fact]
    public async Task Predict_OfOneClientTooOften_IsToldToComeAgain()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(Channels), RequestsOfAClient = 1 });
        using var end = new CancellationTokenSource();
        Task slow = service.SendAsync(Photo, Slow, end.Token);
        await UntilAsync(async () => await service.MetricAsync("honnan_running_pictures") == 1); // else a question below could have the one place
        await UntilAsync(async () => (await service.Client.GetAsync("/api/model", Stop)).StatusCode == HttpStatusCode.TooManyRequests);

        HttpResponseMessage refused = await service.SendAsync(Photo);

        await ProblemAsync(429, refused);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("honnan_requests_total{route=\"/api/predict\",status=\"429\"} 1\n", await service.Client.GetStringAsync("/metrics", Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/", Stop)).StatusCode); // the page itself is always there
        await EndAsync([slow], end);
        await UntilAsync(async () => (await service.Client.GetAsync("/api/model", Stop)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Predict_ThatTakesTooLong_IsGivenUp()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(Channels), AnswerTimeout = TimeSpan.FromMilliseconds(300) });

        HttpResponseMessage late = await service.SendAsync(Photo, Slow);

        await ProblemAsync(503, late);
        Assert.NotNull(late.Headers.RetryAfter);
    }

    [Fact]
    public async Task Stop_WhileARequestIsAnswered_LetsItEnd()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(FewChannels) });
        Task<HttpResponseMessage> asked = service.SendAsync(Photo, Slow);
        await UntilAsync(async () => await service.MetricAsync("honnan_running_pictures") == 1);

        await service.EndAsync();

        Assert.Equal(HttpStatusCode.OK, (await asked).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => service.SendAsync(Photo));
    }

    /// <summary>Slow pictures: one is worked on, the others wait.</summary>
    private static async Task<Task[]> FillAsync(RunningService service, CancellationToken end, int clients = 2)
    {
        var slow = new List<Task>();
        for (int i = 0; i < clients; i++)
        {
            slow.Add(service.SendAsync(DrawnPictures.Jpeg(150, 64, seed: 20 + i), Slow, end));
            (int running, int waiting) = (1, slow.Count - 1);
            await UntilAsync(async () => await service.MetricAsync("honnan_running_pictures") == running && await service.MetricAsync("honnan_waiting_pictures") == waiting);
        }

        return [.. slow];
    }

    private static async Task EndAsync(Task[] tasks, CancellationTokenSource end)
    {
        await end.CancelAsync();
        foreach (Task task in tasks)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }
    }
}
