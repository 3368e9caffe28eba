using System.Text.Json;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Inference;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Endpoints;

public sealed class PredictEndpointsTests : IAsyncLifetime
{
    private static readonly string[] Keys = ["file", "country", "name", "probability", "top", "known", "latitude", "longitude", "error"];

    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await StartAsync();

    [Fact]
    public async Task Predict_OfABody_SaysWhatThePredictorSays()
    {
        using CountryPredictor predictor = Open();
        CountryPrediction expected = predictor.Predict(Photo, Stop);

        JsonElement said = await JsonAsync(await _service.SendAsync(Photo));

        Assert.Equal(Keys, said.EnumerateObject().Select(p => p.Name));
        Assert.Equal(expected.Best!.Country.ToString(), said.GetProperty("country").GetString());
        Assert.Equal(expected.Best.Probability, said.GetProperty("probability").GetDouble(), 1e-5);
        Assert.Equal(expected.Countries.Take(5).Select(c => c.Country.ToString()), said.GetProperty("top").EnumerateArray().Select(t => t.GetProperty("country").GetString()));
    }

    [Fact]
    public async Task Predict_OfAForm_KeepsTheNameAndNothingOfItsPath()
    {
        JsonElement said = await JsonAsync(await _service.SendFormAsync("/api/predict?top=2&language=hu", ("..\\..\\etc/utca.jpg", Photo)));

        Assert.Equal("utca.jpg", said.GetProperty("file").GetString());
        Assert.Equal(2, said.GetProperty("top").GetArrayLength());
        Assert.Contains(said.GetProperty("name").GetString(), (string[])["Ausztria", "Belgium", "Svájc", "Németország", "Franciaország"]);
    }

    [Theory]
    [InlineData("?heatmap=true")]
    [InlineData("?country=CH")]
    [InlineData("?method=eigen-cam")]
    [InlineData("?country=DE&method=score-cam")]
    public async Task Predict_WithAMap_GivesAPngOfThePicturesShape(string query)
    {
        JsonElement said = await JsonAsync(await _service.SendAsync(Photo, query));

        Picture map = Png(said);
        Assert.Equal(150.0 / 64, map.Size.Aspect, 0.05);
    }

    [Fact]
    public async Task Predict_OfOtherCountries_ShowsOtherMaps()
    {
        string?[] maps = [.. await Task.WhenAll(((string[])["AT", "BE", "CH"]).Select(async country => (await JsonAsync(await _service.SendAsync(Photo, $"?country={country}"))).GetProperty("heatmap").GetString()))];

        Assert.Equal(3, maps.Distinct().Count());
    }

    [Fact]
    public async Task Predict_OfAPanorama_TellsEveryWindow()
    {
        JsonElement[] windows = [.. (await JsonAsync(await _service.SendAsync(Panorama, "?heatmap=true"))).GetProperty("windows").EnumerateArray()];
        JsonElement plain = await JsonAsync(await _service.SendAsync(Panorama));

        Assert.Equal([0.0, 90.0, 180.0, 270.0], windows.Select(w => w.GetProperty("heading").GetDouble()));
        Assert.All(windows, window =>
        {
            Assert.Equal(5, window.GetProperty("top").GetArrayLength());
            Assert.Equal(window.GetProperty("width").GetDouble() / 360 * 4, Png(window).Size.Aspect, 0.05);
        });
        Assert.All(plain.GetProperty("windows").EnumerateArray(), window => Assert.False(window.TryGetProperty("heatmap", out _)));

        // The whole is the mean of its windows.
        string country = plain.GetProperty("country").GetString()!;
        double mean = windows.Average(w => w.GetProperty("top").EnumerateArray().Single(t => t.GetProperty("country").GetString() == country).GetProperty("probability").GetDouble());
        Assert.Equal(plain.GetProperty("probability").GetDouble(), mean, 1e-5);
    }

    [Fact]
    public async Task Batch_WithABrokenOne_AnswersTheOthersInOrder()
    {
        JsonElement[] said = [.. (await JsonAsync(await _service.SendFormAsync("/api/predict/batch", ("a.jpg", Photo), ("b.jpg", "no picture"u8.ToArray()), ("c.jpg", Panorama), ("d.jpg", Photo[..400])))).EnumerateArray()];

        Assert.Equal(["a.jpg", "b.jpg", "c.jpg", "d.jpg"], said.Select(s => s.GetProperty("file").GetString()));
        Assert.Equal([true, false, true, false], said.Select(s => s.GetProperty("error").ValueKind == JsonValueKind.Null));
        Assert.Equal((await JsonAsync(await _service.SendAsync(Photo))).GetProperty("probability").GetDouble(), said[0].GetProperty("probability").GetDouble(), 1e-5);
    }

    [Fact]
    public async Task Batch_OfSixteen_IsTakenAndOfOneMoreRefused()
    {
        (string, byte[])[] sixteen = [.. Enumerable.Range(0, 16).Select(i => ($"{i}.jpg", Photo))];

        Assert.Equal(16, (await JsonAsync(await _service.SendFormAsync("/api/predict/batch", sixteen))).GetArrayLength());
        await ProblemAsync(413, await _service.SendFormAsync("/api/predict/batch", [.. sixteen, ("17.jpg", Photo)]));
        await ProblemAsync(415, await _service.SendFormAsync("/api/predict/batch", ("a.jpg", "none"u8.ToArray()), ("b.jpg", "none"u8.ToArray())));
    }

    [Fact]
    public async Task Predict_OfTheSamePicture_ComesFromTheCache()
    {
        string first = await (await _service.SendAsync(Photo, "?heatmap=true")).Content.ReadAsStringAsync(Stop);
        double ran = await _service.MetricAsync("honnan_pictures_total");

        string second = await (await _service.SendAsync(Photo, "?heatmap=true")).Content.ReadAsStringAsync(Stop);

        Assert.Equal(first, second);
        Assert.Equal(ran, await _service.MetricAsync("honnan_pictures_total"));
        Assert.Equal(1, await _service.MetricAsync("honnan_cache_hits_total"));
    }

    [Fact]
    public async Task Countries_OfTheModel_AreListedInBothLanguages()
    {
        JsonElement[] known = [.. (await _service.GetAsync("/api/countries?language=hu")).EnumerateArray()];
        JsonElement[] all = [.. (await _service.GetAsync("/api/countries?all=true")).EnumerateArray()];

        Assert.Equal(["AT", "BE", "CH", "DE", "FR"], known.Select(c => c.GetProperty("country").GetString()));
        Assert.Equal("Ausztria", known[0].GetProperty("name").GetString());
        Assert.Equal(250, all.Length);
        Assert.Equal(5, all.Count(c => c.GetProperty("known").GetBoolean()));
    }

    [Fact]
    public async Task Predict_ByAModelWithAMap_NamesThePointsCountry()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => new CountryPredictor(new CountryPredictorOptions { Threads = 1 }) });
        byte[] street = await service.Client.GetByteArrayAsync("/api/examples/0", Stop);

        JsonElement said = await JsonAsync(await service.SendAsync(street));

        Assert.True(GeoPoint.TryFromDegrees(said.GetProperty("latitude").GetDouble(), said.GetProperty("longitude").GetDouble(), out GeoPoint point));
        Assert.Equal(CountryBorders.At(point)?.ToString(), said.TryGetProperty("pointCountry", out JsonElement country) ? country.GetString() : null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a-long-and-secret-key")]
    public async Task OpenApi_Document_SaysWhatIsGuardedAndWhatParametersAre(string? key)
    {
        await using RunningService service = await StartAsync(o => o with { ApiKey = key });
        JsonElement document = await service.GetAsync("/openapi/v1.json");
        JsonElement paths = document.GetProperty("paths");
        JsonElement predict = paths.GetProperty("/api/predict").GetProperty("post");
        JsonElement example = paths.GetProperty("/api/examples/{number}").GetProperty("get");
        Dictionary<string, JsonElement> parameters = predict.GetProperty("parameters").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("schema"));
        JsonElement[] operations = [.. paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value)];

        Assert.Equal("Honnan", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal(key is null ? 0 : 2, predict.TryGetProperty("security", out JsonElement security) ? security.GetArrayLength() : 0);
        Assert.Equal(key is not null, document.GetProperty("components").TryGetProperty("securitySchemes", out _));
        Assert.Equal(key is not null, predict.GetProperty("responses").TryGetProperty("401", out _));
        Assert.False(example.TryGetProperty("security", out _) || example.GetProperty("responses").TryGetProperty("401", out _) || example.GetProperty("responses").TryGetProperty("429", out _));
        Assert.Equal("boolean", parameters["heatmap"].GetProperty("type").GetString());
        Assert.Equal(["grad-cam", "eigen-cam", "score-cam"], parameters["method"].GetProperty("enum").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(5, parameters["top"].GetProperty("default").GetInt32());
        Assert.True(paths.GetProperty("/healthz").GetProperty("get").GetProperty("responses").TryGetProperty("503", out _));
        Assert.Equal(operations.Length, operations.Select(operation => operation.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, operation => Assert.Contains(operation.GetProperty("tags")[0].GetString(), (string[])["pictures", "game", "service"]));
    }

    [Fact]
    public async Task OpenApi_Document_DescribesTheApi()
    {
        JsonElement document = await _service.GetAsync("/openapi/v1.json");
        JsonElement paths = document.GetProperty("paths");

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.All((string[])["/api/predict", "/api/predict/batch", "/api/countries", "/healthz", "/api/games", "/api/examples/{number}/predict"], path => Assert.True(paths.TryGetProperty(path, out _), path));
        JsonElement predict = paths.GetProperty("/api/predict").GetProperty("post");
        Assert.Contains("multipart/form-data", predict.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(p => p.Name));
        Assert.Contains("country", predict.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal("integer", predict.GetProperty("responses").GetProperty("429").GetProperty("headers").GetProperty("Retry-After").GetProperty("schema").GetProperty("type").GetString());
        foreach ((string path, string type) in ((string, string)[])[("/api/examples/{number}", "image/jpeg"), ("/api/games/{game}/rounds/{number}/picture", "image/jpeg"), ("/api/games/{game}/rounds/{number}/heatmap", "image/png")])
        {
            Assert.Equal(type, paths.GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Single().Name);
        }

        Assert.True(paths.GetProperty("/api/games").GetProperty("post").GetProperty("responses").TryGetProperty("400", out _));
        Assert.True(paths.GetProperty("/api/games/{game}/rounds/{number}/guess").GetProperty("post").GetProperty("requestBody").GetProperty("required").GetBoolean());
        Assert.Equal("ready", (await _service.GetAsync("/healthz")).GetProperty("status").GetString());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static Picture Png(JsonElement document)
    {
        string url = document.GetProperty("heatmap").GetString()!;
        Assert.StartsWith("data:image/png;base64,", url, StringComparison.Ordinal);
        return new PictureDecoder().Decode(Convert.FromBase64String(url[(url.IndexOf(',', StringComparison.Ordinal) + 1)..]));
    }
}
