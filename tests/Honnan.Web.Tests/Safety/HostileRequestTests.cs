using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Safety;

/// <summary>Requests that no honest client sends: each gets a 4xx or a closed connection, and the service goes on.</summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private const string Boundary = "xyz";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private RunningService _service = null!;

    public async ValueTask InitializeAsync() =>
        _service = await StartAsync(o => o with { HeadersTimeout = TimeSpan.FromSeconds(1), UploadTimeout = TimeSpan.FromSeconds(5) });

    [Theory]
    [InlineData("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n", "413")]
    [InlineData("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421")]
    public async Task Request_ThatIsBroken_IsAProblem(string request, string status) =>
        Assert.Contains("application/problem+json", await IsAsync(status, request), StringComparison.Ordinal);

    /// <summary>Kestrel refuses these before any of the service's own code is asked, so the service cannot say more.</summary>
    [Theory]
    [InlineData("no request at all\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")] // without a host
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", "505")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX Y: 1\r\n\r\n", "400")]
    [InlineData("POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", "400")]
    public Task Request_ThatIsNoHttp_IsRefusedWithoutAWord(string request, string status) => IsEmptyAsync(status, request);

    [Fact]
    public async Task Headers_WithoutMeasure_AreRefused()
    {
        await IsEmptyAsync("431", $"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 200_000)}\r\n\r\n");
        await IsEmptyAsync("431", $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 500).Select(i => $"X{i}: 1\r\n"))}\r\n");
        await IsEmptyAsync("414", $"GET /{new string('x', 100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    [Fact]
    public async Task Headers_ThatComeSlowly_EndTheConnection()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync(_service.Address.Host, _service.Address.Port, Stop);
        await slow.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\nX-"u8.ToArray(), Stop);
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        clock.CancelAfter(Patience);

        string said = await new StreamReader(slow.GetStream()).ReadToEndAsync(clock.Token); // until the service closes it

        Assert.StartsWith("HTTP/1.1 408", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 5000\r\n\r\nabc")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")]
    [InlineData("Content-Type: multipart/form-data; boundary=xyz\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n--xyz\r\n\r\n")]
    public Task Body_ThatDoesNotEnd_IsNotWaitedFor(string rest) => IsAsync("408", $"POST /api/predict HTTP/1.1\r\nHost: localhost\r\n{rest}");

    [Fact]
    public async Task Body_OfEndlessChunks_IsTooLarge()
    {
        using var endless = new StreamContent(new Endless());
        try
        {
            HttpResponseMessage answer = await _service.Client.PostAsync("/api/predict", endless, Stop);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }
        catch (HttpRequestException)
        {
            // Closed while the body was still coming.
        }

        await AliveAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("--xyz")]
    [InlineData("--xyz\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\nabc")] // without an end
    [InlineData("--xyz\r\nContent-Disposition: form-data; name=\"picture\r\n\r\nabc\r\n--xyz--\r\n")]
    [InlineData("--xyz\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--xyz--\r\n")]
    [InlineData("--other\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\nabc\r\n--other--\r\n")]
    [InlineData("--xyz\r\nno header\r\n\r\nabc\r\n--xyz--\r\n")]
    public async Task Form_ThatIsBroken_IsRefused(string body)
    {
        HttpResponseMessage answer = await FormAsync(Encoding.ASCII.GetBytes(body));

        Assert.InRange((int)answer.StatusCode, 400, 415);
    }

    [Fact]
    public async Task Form_WithHugeHeadersOrAThousandFields_IsRefused()
    {
        await ProblemAsync(400, await FormAsync(Encoding.ASCII.GetBytes($"--xyz\r\nContent-Disposition: form-data; name=\"{new string('x', 100_000)}\"\r\n\r\nabc\r\n--xyz--\r\n")));
        await ProblemAsync(400, await FormAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(i => $"--xyz\r\nContent-Disposition: form-data; name=\"f{i}\"\r\n\r\n1\r\n")) + "--xyz--\r\n")));
    }

    [Fact]
    public async Task Polyglot_OfAPictureAndAPage_IsAnsweredAsAPicture()
    {
        byte[] polyglot = [.. Photo, .. "<html><script>alert(1)</script></html>"u8];
        HttpResponseMessage answer = await _service.SendFormAsync("/api/predict", ("<script>alert(1)</script>.html", polyglot));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private async Task<string> IsAsync(string status, string request)
    {
        string said = await _service.RawAsync(Encoding.ASCII.GetBytes(request), Patience);
        Assert.StartsWith($"HTTP/1.1 {status} ", said, StringComparison.Ordinal);
        await AliveAsync();
        return said;
    }

    private async Task IsEmptyAsync(string status, string request)
    {
        string said = await IsAsync(status, request);
        Assert.Contains("\r\nContent-Length: 0\r\n", said, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", said, StringComparison.Ordinal);
    }

    private async Task AliveAsync() => Assert.Equal(HttpStatusCode.OK, (await _service.SendAsync(Photo)).StatusCode);

    private async Task<HttpResponseMessage> FormAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={Boundary}");
        return await _service.Client.PostAsync("/api/predict", content, Stop);
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
