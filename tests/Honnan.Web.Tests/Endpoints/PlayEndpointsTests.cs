using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Honnan.Data.Imaging;
using Honnan.Inference.Tests;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Endpoints;

public sealed class PlayEndpointsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Game_OfDrawnStreets_IsPlayedToItsEnd()
    {
        await using RunningService service = await StartAsync();
        JsonElement game = await BeginAsync(service);
        string path = $"/api/games/{game.GetProperty("game").GetString()}";

        for (int round = 1; round <= 5; round++)
        {
            await ProblemAsync(409, await GuessAsync(service, path, round, new { country = "JP" })); // not looked at yet
            HttpResponseMessage picture = await service.Client.GetAsync($"{path}/rounds/{round}/picture", Stop);
            Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.MediaType);
            JsonElement said = await JsonAsync(await GuessAsync(service, path, round, round == 1 ? new { latitude = 47.5, longitude = 19.0 } : new { country = "JP" }));
            JsonElement again = await JsonAsync(await GuessAsync(service, path, round, new { country = said.GetProperty("truth").GetProperty("country").GetString() }));
            Assert.Equal($"{said}", $"{again}"); // the first guess counts
            Assert.InRange(said.GetProperty("you").GetProperty("points").GetInt32(), 0, 5000);
            HttpResponseMessage map = await service.Client.GetAsync($"{path}/rounds/{round}/heatmap", Stop);
            Assert.Equal("image/png", map.Content.Headers.ContentType?.MediaType);
            Assert.Equal($"data:image/png;base64,{Convert.ToBase64String(await map.Content.ReadAsByteArrayAsync(Stop))}", said.GetProperty("heatmap").GetString());
            Assert.Equal(round == 1 ? "HU" : "JP", said.GetProperty("you").GetProperty("country").GetString());
        }

        JsonElement over = await service.GetAsync(path);
        Assert.Equal(5, over.GetProperty("results").GetArrayLength());
        Assert.InRange($"{over}".Length, 1, 10_000); // a heat map is 200 kB
        await ProblemAsync(404, await service.Client.GetAsync($"{path}/rounds/6/picture", Stop));
    }

    [Fact]
    public async Task Game_BeforeAGuess_TellsNothingOfTheAnswer()
    {
        WritePictures();
        await using RunningService service = await StartAsync(o => o with { PlayPath = _folder.At("own") });
        JsonElement game = await BeginAsync(service);
        string path = $"/api/games/{game.GetProperty("game").GetString()}";
        HttpResponseMessage picture = await service.Client.GetAsync($"{path}/rounds/1/picture", Stop);
        byte[] bytes = await picture.Content.ReadAsByteArrayAsync(Stop);
        JsonElement state = await service.GetAsync(path);
        await ProblemAsync(409, await service.Client.GetAsync($"{path}/rounds/2/picture", Stop));
        await ProblemAsync(409, await service.Client.GetAsync($"{path}/rounds/1/heatmap", Stop));

        Assert.Equal(["game", "rounds", "seconds", "secondsLeft", "pictures", "countries", "results"], state.EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, state.GetProperty("results").GetArrayLength());
        Assert.Equal(["DE", "FR", "HU"], state.GetProperty("countries").EnumerateArray().Select(c => c.GetString()));
        Assert.Null(picture.Content.Headers.ContentDisposition);
        Assert.Null(picture.Headers.ETag);
        Assert.Null(picture.Content.Headers.LastModified);
        Assert.Equal("no-store", picture.Headers.CacheControl?.ToString());
        Assert.True(bytes.AsSpan().IndexOf("Exif"u8) < 0 && bytes.AsSpan().IndexOf("secret"u8) < 0, "what lay beside the pixels was sent too");
        Assert.Equal(150, new PictureDecoder().ReadHeader(bytes).Size.Width);
        Assert.True(game.GetProperty("game").GetString()!.Length >= 24);

        JsonElement said = await JsonAsync(await GuessAsync(service, path, 1, new { timedOut = true }));
        Assert.Equal(JsonValueKind.Null, said.GetProperty("you").ValueKind);
        Assert.False(said.GetProperty("tooLate").GetBoolean());
        Assert.Contains(said.GetProperty("truth").GetProperty("country").GetString(), (string[])["DE", "FR", "HU"]);
    }

    [Theory]
    [InlineData("""{"country":"ZZ"}""", "ISO 3166-1")]
    [InlineData("""{"latitude":91,"longitude":0}""", "-90 to 90")]
    [InlineData("""{"latitude":"north"}""", "at $.latitude")]
    [InlineData("", "a guess has a country")]
    [InlineData("null", "a guess has a country")]
    [InlineData("{}", "a guess has a country")]
    [InlineData("{", "no JSON")]
    [InlineData("47", "no JSON")]
    [InlineData("""{"latitude":47}""", "a guess has a country")]
    [InlineData("""{"county":"HU"}""", "at $.county")]
    [InlineData("""{"country":"HU","timedOut":true}""", "a guess has a country")]
    public async Task Guess_ThatIsNone_IsRefusedAndTheRoundGoesOn(string guess, string told)
    {
        WritePictures();
        await using RunningService service = await StartAsync(o => o with { PlayPath = _folder.At("own") });
        string path = $"/api/games/{(await BeginAsync(service)).GetProperty("game").GetString()}";
        await service.Client.GetAsync($"{path}/rounds/1/picture", Stop);
        using var content = new StringContent(guess, Encoding.UTF8, "application/json");

        Assert.Contains(told, await ProblemAsync(400, await service.Client.PostAsync($"{path}/rounds/1/guess", content, Stop)), StringComparison.Ordinal);
        JsonElement said = await JsonAsync(await GuessAsync(service, path, 1, new { country = "HU" }));
        Assert.Equal("HU", said.GetProperty("you").GetProperty("country").GetString());
    }

    [Theory]
    [InlineData(94, false)] // 90 s, and what a line may take
    [InlineData(96, true)]
    public async Task Guess_AfterTheTime_CountsNothing(int seconds, bool late)
    {
        var clock = new HandClock();
        WritePictures();
        await using RunningService service = await StartAsync(o => o with { PlayPath = _folder.At("own"), Clock = clock });
        string path = $"/api/games/{(await BeginAsync(service)).GetProperty("game").GetString()}";
        JsonElement before = (await service.GetAsync(path)).GetProperty("secondsLeft");
        await service.Client.GetAsync($"{path}/rounds/1/picture", Stop);
        clock.Advance(30);
        await service.Client.GetAsync($"{path}/rounds/1/picture", Stop); // seen again, not begun again
        double left = (await service.GetAsync(path)).GetProperty("secondsLeft").GetDouble();
        clock.Advance(seconds - 30);
        double none = (await service.GetAsync(path)).GetProperty("secondsLeft").GetDouble();

        JsonElement said = await JsonAsync(await GuessAsync(service, path, 1, new { country = "HU" }));

        Assert.Equal((JsonValueKind.Null, 60, 0), (before.ValueKind, left, none));
        Assert.Equal(late, said.GetProperty("tooLate").GetBoolean());
        Assert.Equal(late ? JsonValueKind.Null : JsonValueKind.Object, said.GetProperty("you").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await service.GetAsync(path)).GetProperty("secondsLeft").ValueKind);
    }

    [Fact]
    public async Task Guess_WhileTheModelIsBusy_StaysWhatAndWhenItWas()
    {
        var clock = new HandClock();
        WritePictures();
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(scoreCamChannels: 2000), PlayPath = _folder.At("own"), Clock = clock, QueueLength = 1 });
        string path = $"/api/games/{(await BeginAsync(service)).GetProperty("game").GetString()}";
        await service.Client.GetAsync($"{path}/rounds/1/picture", Stop);
        using var end = new CancellationTokenSource();
        Task working = service.SendAsync(DrawnPictures.Jpeg(150, 64, seed: 20), "?method=score-cam", end.Token);
        await service.UntilAsync("honnan_running_pictures", 1);
        Task waiting = service.SendAsync(DrawnPictures.Jpeg(150, 64, seed: 21), "?method=score-cam", end.Token);
        await service.UntilAsync("honnan_waiting_pictures", 1);
        clock.Advance(89);

        await ProblemAsync(429, await GuessAsync(service, path, 1, new { country = "HU" }));
        clock.Advance(60);
        await end.CancelAsync();
        await service.UntilAsync("honnan_waiting_pictures", 0);
        JsonElement said = await JsonAsync(await GuessAsync(service, path, 1, new { country = "FR" }));

        Assert.Equal("HU", said.GetProperty("you").GetProperty("country").GetString());
        Assert.False(said.GetProperty("tooLate").GetBoolean());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(working, waiting));
    }

    [Fact]
    public async Task Round_WhosePictureCannotBeRead_GoesOnWhenItCan()
    {
        WritePictures();
        await using RunningService service = await StartAsync(o => o with { PlayPath = _folder.At("own") });
        string path = $"/api/games/{(await BeginAsync(service)).GetProperty("game").GetString()}";
        Directory.Move(_folder.At("own"), _folder.At("away"));
        await ProblemAsync(503, await service.Client.GetAsync($"{path}/rounds/1/picture", Stop));

        Directory.Move(_folder.At("away"), _folder.At("own"));

        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync($"{path}/rounds/1/picture", Stop)).StatusCode);
    }

    [Fact]
    public async Task Games_OfOneClientBeyondItsShare_PushOutItsOwn()
    {
        await using RunningService service = await StartAsync(o => o with { RequestsOfAClient = 1 });
        string[] paths = new string[3];
        for (int i = 0; i < paths.Length; i++)
        {
            paths[i] = $"/api/games/{(await BeginAsync(service)).GetProperty("game").GetString()}";
        }

        await ProblemAsync(404, await service.Client.GetAsync(paths[0], Stop)); // two for the one request that it may have at a time
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync(paths[1], Stop)).StatusCode);
    }

    [Fact]
    public async Task Examples_AreDrawnAndStayTheSame()
    {
        await using RunningService service = await StartAsync();
        JsonElement[] examples = [.. (await service.GetAsync("/api/examples")).EnumerateArray()];
        string url = examples[0].GetProperty("url").GetString()!;

        byte[] first = await service.Client.GetByteArrayAsync(url, Stop);

        Assert.Equal(first, await service.Client.GetByteArrayAsync(url, Stop));
        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(first)).StatusCode);
        Assert.Contains(examples, e => e.GetProperty("panorama").GetBoolean());
        byte[] small = await service.Client.GetByteArrayAsync($"{url}?thumbnail=true", Stop);
        Assert.Equal(240, new PictureDecoder().ReadHeader(small).Size.Height);
        Assert.InRange(small.Length, 1, first.Length / 3);
        await ProblemAsync(400, await service.Client.GetAsync($"{url}?thumbnail=maybe", Stop));
    }

    [Fact]
    public async Task Examples_AskedForAllAtOnce_AreNotCountedAndKeptByTheClient()
    {
        await using RunningService service = await StartAsync(o => o with { RequestsOfAClient = 1 });

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => service.Client.GetAsync($"/api/examples/{i % 6}", Stop)));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/examples/0");
        again.Headers.IfNoneMatch.Add(answers[0].Headers.ETag!);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal("public, max-age=86400", answers[0].Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, (await service.Client.SendAsync(again, Stop)).StatusCode);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<JsonElement> BeginAsync(RunningService service)
    {
        HttpResponseMessage begun = await service.Client.PostAsync("/api/games", null, Stop);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        return await JsonAsync(begun);
    }

    private static Task<HttpResponseMessage> GuessAsync(RunningService service, string path, int round, object guess) =>
        service.Client.PostAsJsonAsync($"{path}/rounds/{round}/guess", guess, Stop);

    private void WritePictures()
    {
        // An APP1 segment after the start of the image, as cameras write their positions.
        byte[] segment = [0xFF, 0xE1, 0, 24, .. "Exif\0\0"u8, .. "secret place 12 "u8];
        foreach (string country in (string[])["Hungary", "France", "DE"])
        {
            _folder.Write($"own/{country}/picture.jpg", [.. Photo.AsSpan(0, 2), .. segment, .. Photo.AsSpan(2)]);
        }
    }
}
