using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

[Trait("Category", "slow")]
public sealed class ServeCommandTests(TrainedRun run)
{
    [Fact]
    public async Task Serve_OfARun_SaysWhatPredictSaysAndEndsWhenTold()
    {
        using var expected = JsonDocument.Parse(HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", run.Model, "--precision", "float32", "--json").Done().Output);
        using ServedProcess service = await ServedProcess.StartAsync([], "--model", run.Model);

        using var picture = new ByteArrayContent(File.ReadAllBytes(run.Picture("HU-0.jpg")));
        using HttpResponseMessage answer = await service.Client.PostAsync("/api/predict", picture, TestContext.Current.CancellationToken);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Finished finished = service.End();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected.RootElement.GetProperty("country").GetString(), said.RootElement.GetProperty("country").GetString());
        Assert.Equal(expected.RootElement.GetProperty("probability").GetDouble(), said.RootElement.GetProperty("probability").GetDouble(), 1e-3);
        Assert.Equal(0, finished.Code);
        Assert.Equal("", finished.Output);
        Assert.DoesNotContain("HU-0.jpg", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", finished.Error, StringComparison.Ordinal);
        JsonElement[] lines = [.. finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line)];
        Assert.StartsWith("serving on http://127.0.0.1:", lines[0].GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("ending", lines[^1].GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.GetProperty("EventId").GetInt32(), 1, 99));
        Assert.All(lines, line => Assert.InRange(DateTimeOffset.UtcNow - line.GetProperty("Timestamp").GetDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task Serve_OfAnyModel_AnswersDrawnStreetsByTheDemosModel()
    {
        using ServedProcess service = await ServedProcess.StartAsync([], "--model", run.Model);

        using HttpResponseMessage answer = await service.Client.PostAsync("/api/examples/0/predict", null, TestContext.Current.CancellationToken);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(12, said.RootElement.GetProperty("model").GetProperty("countries").GetInt32());
        Assert.Equal("JP", said.RootElement.GetProperty("country").GetString());
    }

    [Theory]
    [InlineData("--listen 'here' is no address", "--listen", "here")]
    [InlineData("--host 'bad host' is no host's name", "--host", "bad host")]
    [InlineData("--host 'https://site.example' is no host's name", "--host", "https://site.example")]
    [InlineData("there is no 'nowhere' to play with", "--play", "nowhere")]
    [InlineData("there is no report.html in 'nowhere'; it must be a folder that 'honnan evaluate", "--report", "nowhere")]
    [InlineData("there is no atlas.html in 'nowhere'; it must be a folder that 'honnan atlas", "--atlas", "nowhere")]
    [InlineData("there is no file 'nokey'", "--api-key-file", "nokey")]
    [InlineData("--port must be a whole number from 0 to 65535", "--port", "70000")]
    public void Serve_WithAMistake_TellsIt(string told, string option, string value) =>
        Assert.Contains(told, HonnanProcess.Run("serve", "--model", run.Model, option, value).Refused(), StringComparison.Ordinal);

    [Fact]
    public void Serve_WithoutAModel_TellsIt() =>
        Assert.Contains("none.onnx", HonnanProcess.Run("serve", "--model", "none.onnx", "--port", $"{ServedProcess.FreePort()}").Refused(), StringComparison.Ordinal);

    [Fact]
    public void Serve_OnAPortThatIsTaken_TellsIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        Assert.Contains($"127.0.0.1:{port} cannot be listened on: address already in use", HonnanProcess.Run("serve", "--port", $"{port}").Refused(), StringComparison.Ordinal);
    }

    private static JsonElement Line(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
