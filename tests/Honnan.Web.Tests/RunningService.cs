using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Honnan.Inference;
using Honnan.Inference.Tests;
using Honnan.Web.Hosting;
using Xunit;

namespace Honnan.Web.Tests;

/// <summary>The service on a free port of this machine, with a small net of random weights.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly Lazy<byte[]> Model = new(ExportedNets.SmallFile);

    private readonly WebService _service;

    private RunningService(WebService service)
    {
        _service = service;
        Address = service.Addresses[0];
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>A JPEG of a street's shape.</summary>
    public static byte[] Photo { get; } = DrawnPictures.Jpeg(150, 64, seed: 1);

    /// <summary>A JPEG of a panorama's shape.</summary>
    public static byte[] Panorama { get; } = DrawnPictures.Jpeg(400, 100, seed: 2);

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The bytes of the model's file.</summary>
    public static byte[] ModelFile => [.. Model.Value];

    /// <summary>The model, as the service opens it.</summary>
    /// <param name="scoreCamChannels">Makes score-cam slow where it is large.</param>
    public static CountryPredictor Open(int scoreCamChannels = 8) =>
        new(new CountryPredictorOptions { Model = "small.onnx", Threads = 1, ScoreCamChannels = scoreCamChannels }, ModelFile);

    public static async Task<RunningService> StartAsync(Func<WebServiceOptions, WebServiceOptions>? change = null)
    {
        var options = new WebServiceOptions { OpenModel = () => Open(), Port = 0, Logs = false };
        return new RunningService(await WebService.StartAsync(change?.Invoke(options) ?? options, Stop));
    }

    /// <summary>Sends a picture as the body.</summary>
    public Task<HttpResponseMessage> SendAsync(byte[] picture, string query = "", CancellationToken? stop = null) =>
        Client.PostAsync($"/api/predict{query}", new ByteArrayContent(picture), stop ?? Stop);

    /// <summary>Sends pictures in a form.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string path, params (string Name, byte[] Bytes)[] pictures)
    {
        using var form = new MultipartFormDataContent();
        foreach ((string name, byte[] bytes) in pictures)
        {
            form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "picture", name);
        }

        return await Client.PostAsync(path, form, Stop);
    }

    /// <summary>The answer's document; asserts that it is one.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public async Task<JsonElement> GetAsync(string path) => await JsonAsync(await Client.GetAsync(path, Stop));

    /// <summary>Asserts that an answer is a problem document of a status, and gives its detail.</summary>
    public static async Task<string> ProblemAsync(int status, HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}, not {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        Assert.Equal(status, document.RootElement.GetProperty("status").GetInt32());
        Assert.NotEqual("", document.RootElement.GetProperty("title").GetString());
        return document.RootElement.TryGetProperty("detail", out JsonElement detail) ? detail.GetString()! : "";
    }

    /// <summary>Sends bytes as they are and gives what comes back first; "" where the connection was closed without a word.</summary>
    public async Task<string> RawAsync(byte[] request, TimeSpan limit)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, Stop);
        NetworkStream stream = client.GetStream();
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        clock.CancelAfter(limit);
        try
        {
            await stream.WriteAsync(request, clock.Token);
            byte[] answer = new byte[4096];
            int read = await stream.ReadAsync(answer, clock.Token);
            return Encoding.ASCII.GetString(answer, 0, read);
        }
        catch (IOException)
        {
            return "";
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }

    /// <summary>Waits until a figure of the service's own has a value.</summary>
    public Task UntilAsync(string name, double value) => UntilAsync(async () => await MetricAsync(name) == value, $"{name} does not come to be {value}");

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string otherwise = "it did not come to hold")
    {
        for (int i = 0; !await holds(); i++)
        {
            Assert.True(i < 6000, otherwise);
            await Task.Delay(10, Stop);
        }
    }

    /// <summary>A figure of the service's own.</summary>
    public async Task<double> MetricAsync(string name)
    {
        string text = await Client.GetStringAsync("/metrics", Stop);
        string line = text.Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task EndAsync() => _service.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.DisposeAsync();
    }
}
