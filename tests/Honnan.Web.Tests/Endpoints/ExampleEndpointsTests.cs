using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Honnan.Data;
using Honnan.Inference;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Endpoints;

/// <summary>The served model is a small net of random weights that knows none of the drawn countries but Switzerland; the other is the one that ships.</summary>
public sealed class ExampleEndpointsTests
{
    private static readonly string[] Truth = ["JP", "HU", "GR", "NL", "US", "SE"]; // of the examples, in order
    private static readonly string[] Drawn = ["BR", "CH", "GB", "GR", "HU", "JP", "NL", "PL", "SE", "TH", "US", "ZA"];

    [Fact]
    public async Task Predict_OfEveryExample_IsRightAndSaysWhoAnswered()
    {
        await using RunningService service = await StartAsync(o => o with { OpenDrawnModel = OpenDrawn });
        JsonElement[] examples = [.. (await service.GetAsync("/api/examples")).EnumerateArray()];

        foreach ((JsonElement example, string country) in examples.Zip(Truth))
        {
            JsonElement said = await AskAsync(service, example, "?heatmap=true");

            Assert.Equal(country, said.GetProperty("country").GetString());
            Assert.NotEqual(JsonValueKind.False, said.GetProperty("known").ValueKind);
            Assert.Equal(12, said.GetProperty("model").GetProperty("countries").GetInt32());
            Assert.StartsWith("data:image/png", said.GetProperty("heatmap").GetString(), StringComparison.Ordinal);
            Assert.Equal(example.GetProperty("panorama").GetBoolean(), said.TryGetProperty("windows", out _));
        }
    }

    [Fact]
    public async Task Predict_ByEveryMethodForAnotherCountry_GivesItsMap()
    {
        await using RunningService service = await StartAsync(o => o with { OpenDrawnModel = OpenDrawn });
        JsonElement example = (await service.GetAsync("/api/examples"))[1];
        JsonElement said = await AskAsync(service, example, "?heatmap=true");
        string?[] methods = [.. said.GetProperty("model").GetProperty("methods").EnumerateArray().Select(m => m.GetString())];

        string?[] maps = [said.GetProperty("heatmap").GetString()];
        foreach (string? method in methods)
        {
            maps = [.. maps, (await AskAsync(service, example, $"?country=TH&method={method}")).GetProperty("heatmap").GetString()];
        }

        Assert.Equal(["grad-cam", "eigen-cam", "score-cam"], methods);
        Assert.Equal(4, maps.Distinct().Count());
        await ProblemAsync(400, await service.Client.PostAsync("/api/examples/1/predict?country=FR", null, Stop)); // which the served model knows
        await ProblemAsync(404, await service.Client.PostAsync("/api/examples/6/predict", null, Stop));
    }

    [Fact]
    public async Task DrawnModel_IsLoadedOnceWhenItIsAsked_AndAnswersNothingElse()
    {
        int loaded = 0;
        await using RunningService service = await StartAsync(o => o with
        {
            OpenDrawnModel = () =>
            {
                Interlocked.Increment(ref loaded);
                return OpenDrawn();
            },
        });
        byte[] example = await service.Client.GetByteArrayAsync("/api/examples/0", Stop);

        JsonElement uploaded = await JsonAsync(await service.SendAsync(example));
        int before = loaded;
        await service.Client.PostAsync("/api/examples/0/predict", null, Stop);
        await service.Client.PostAsync("/api/examples/1/predict", null, Stop);

        Assert.Equal((0, 1), (before, loaded));
        Assert.False(uploaded.TryGetProperty("model", out _));
        Assert.Contains(uploaded.GetProperty("country").GetString(), Inference.Tests.ExportedNets.Countries);
        Assert.True((await service.GetAsync("/api/model")).GetProperty("drawnModel").GetBoolean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // there is a file, and it is damaged
    public async Task Predict_WithoutADrawnModel_IsByTheServedOne(bool damaged)
    {
        await using RunningService service = await StartAsync(o => o with { OpenDrawnModel = damaged ? () => throw new InputException("it is damaged") : null });

        JsonElement said = await AskAsync(service, (await service.GetAsync("/api/examples"))[0], "?heatmap=true");

        Assert.False(said.TryGetProperty("model", out _));
        Assert.Contains(said.GetProperty("country").GetString(), Inference.Tests.ExportedNets.Countries);
        Assert.False((await service.GetAsync("/api/model")).GetProperty("drawnModel").GetBoolean());
    }

    [Fact]
    public async Task Game_OfDrawnStreets_IsPlayedAgainstTheDrawnModel()
    {
        await using RunningService service = await StartAsync(o => o with { OpenDrawnModel = OpenDrawn });
        JsonElement game = await JsonAsync(await service.Client.PostAsync("/api/games", null, Stop));
        string path = $"/api/games/{game.GetProperty("game").GetString()}/rounds/1";
        await service.Client.GetAsync($"{path}/picture", Stop);

        JsonElement said = await JsonAsync(await service.Client.PostAsJsonAsync($"{path}/guess", new { country = "JP" }, Stop));

        Assert.All(said.GetProperty("top").EnumerateArray(), guess => Assert.Contains(guess.GetProperty("country").GetString(), Drawn));
        Assert.StartsWith("data:image/png", said.GetProperty("heatmap").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_WhereThereIsAKey_WantsItThoughThePictureDoesNot()
    {
        await using RunningService service = await StartAsync(o => o with { ApiKey = "a-long-and-secret-key" });

        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/api/examples/0", Stop)).StatusCode);
        await ProblemAsync(401, await service.Client.PostAsync("/api/examples/0/predict", null, Stop));
    }

    private static CountryPredictor OpenDrawn() => new(new CountryPredictorOptions { Model = ShippedModels.Drawn, Threads = 1, ScoreCamChannels = 8 });

    private static async Task<JsonElement> AskAsync(RunningService service, JsonElement example, string query) =>
        await JsonAsync(await service.Client.PostAsync($"{example.GetProperty("predict").GetString()}{query}", null, Stop));
}
