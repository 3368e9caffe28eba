using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

[Trait("Category", "slow")]
public sealed class ServeCommandTests(TrainedRun run)
{
    private const int Terminate = 15; // SIGTERM

    [Fact]
    public async Task Serve_OfARun_SaysWhatPredictSaysAndEndsWhenTold()
    {
        using var expected = JsonDocument.Parse(HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", run.Model, "--precision", "float32", "--json").Done().Output);
        int port = FreePort();
        using HonnanProcess service = HonnanProcess.Start("serve", "--model", run.Model, "--port", $"{port}");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await UntilReadyAsync(client, service);

        using var picture = new ByteArrayContent(File.ReadAllBytes(run.Picture("HU-0.jpg")));
        using HttpResponseMessage answer = await client.PostAsync("/api/predict", picture, TestContext.Current.CancellationToken);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        service.Signal(Terminate);
        Finished finished = service.Wait();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected.RootElement.GetProperty("country").GetString(), said.RootElement.GetProperty("country").GetString());
        Assert.Equal(expected.RootElement.GetProperty("probability").GetDouble(), said.RootElement.GetProperty("probability").GetDouble(), 1e-3);
        Assert.Equal(0, finished.Code);
        Assert.Equal("", finished.Output);
        Assert.DoesNotContain("HU-0.jpg", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--listen 'here' is no address", "--listen", "here")]
    [InlineData("there is no 'nowhere' to play with", "--play", "nowhere")]
    [InlineData("there is no report.html in 'nowhere'; it must be a folder that 'honnan evaluate", "--report", "nowhere")]
    [InlineData("there is no atlas.html in 'nowhere'; it must be a folder that 'honnan atlas", "--atlas", "nowhere")]
    [InlineData("there is no file 'nokey'", "--api-key-file", "nokey")]
    [InlineData("--port must be a whole number from 0 to 65535", "--port", "70000")]
    public void Serve_WithAMistake_TellsIt(string told, string option, string value) =>
        Assert.Contains(told, HonnanProcess.Run("serve", "--model", run.Model, option, value).Refused(), StringComparison.Ordinal);

    [Fact]
    public void Serve_WithoutAModel_TellsIt() =>
        Assert.Contains("none.onnx", HonnanProcess.Run("serve", "--model", "none.onnx", "--port", $"{FreePort()}").Refused(), StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilReadyAsync(HttpClient client, HonnanProcess service)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                (await client.GetAsync("/healthz", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(service.HasExited, service.HasExited ? service.Wait().Error : "");
                Assert.True(i < 600, "the service did not begin");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }
}
