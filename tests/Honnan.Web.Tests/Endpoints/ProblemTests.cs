using System.Net;
using System.Text;
using Honnan.Data;
using Honnan.Data.Imaging;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Endpoints;

/// <summary>Whatever goes wrong, a client gets a problem document with the right status.</summary>
[Collection(Alone.Name)] // it counts what the process allocates
public sealed class ProblemTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await StartAsync();

    [Theory]
    [InlineData("?country=hu", "country")]
    [InlineData("?country=HU", "does not know")]
    [InlineData("?method=magic", "grad-cam, eigen-cam, score-cam")]
    [InlineData("?heatmap=yes", "false, true")]
    [InlineData("?top=0", "1 to 250")]
    [InlineData("?top=9999999999999", "1 to 250")]
    [InlineData("?language=de", "en, hu")]
    [InlineData("?heatmp=true", "'heatmp'; there are heatmap, country, method, top, language")]
    public async Task Predict_AskedForWhatThereIsNot_TellsTheChoices(string query, string told) =>
        Assert.Contains(told, await ProblemAsync(400, await _service.SendAsync(Photo, query)), StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", "/api/countries?foo=1", "'foo'; there are language, all")]
    [InlineData("POST", "/api/games?foo=1", "'foo'; there is language")]
    [InlineData("GET", "/api/games/none?top=5", "'top'; there is language")]
    [InlineData("POST", "/api/games?language=de", "en, hu")]
    public async Task Parameter_ThatThereIsNot_IsRefused(string method, string path, string told)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        Assert.Contains(told, await ProblemAsync(400, await _service.Client.SendAsync(request, Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_OfWhatIsNoPicture_IsRefusedByContent()
    {
        await ProblemAsync(415, await _service.SendFormAsync("/api/predict", ("photo.jpg", "<html>not a picture</html>"u8.ToArray())));
        await ProblemAsync(415, await _service.SendAsync([.. "GIF89a"u8, .. Photo]));
        await ProblemAsync(400, await _service.SendAsync([]));
        await ProblemAsync(422, await _service.SendAsync(Photo[..300]));
        await ProblemAsync(422, await _service.SendAsync([0xFF, 0xD8, 0xFF, 0xE0]));
        await ProblemAsync(400, await _service.SendFormAsync("/api/predict"));
        await ProblemAsync(413, await _service.SendFormAsync("/api/predict", ("a.jpg", Photo), ("b.jpg", Photo)));
        Assert.Equal(HttpStatusCode.OK, (await _service.SendFormAsync("/api/predict", ("notes.txt", Photo))).StatusCode);
    }

    [Fact]
    public async Task Predict_OfACompressedBody_IsRefused()
    {
        using var packed = new ByteArrayContent(Photo);
        packed.Headers.ContentEncoding.Add("gzip");

        Assert.Contains("Content-Encoding", await ProblemAsync(415, await _service.Client.PostAsync("/api/predict", packed, Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_OfMoreThanTwentyMebibytes_IsTooLarge()
    {
        byte[] large = new byte[(20 << 20) + 1];
        Photo.CopyTo(large, 0);

        await ProblemAsync(413, await _service.SendAsync(large));
        await ProblemAsync(413, await _service.SendFormAsync("/api/predict", ("large.jpg", large)));
        Assert.Equal(HttpStatusCode.OK, (await _service.SendAsync(large[..(20 << 20)])).StatusCode); // bytes after a JPEG's end do not matter
    }

    [Fact]
    public async Task Predict_OfTooManyPixels_IsTooLargeBeforeItIsDecoded()
    {
        byte[] bomb = Bomb(width: 29_000, height: 29_000);

        long before = GC.GetTotalAllocatedBytes();
        string told = await ProblemAsync(413, await _service.SendAsync(bomb));

        Assert.Contains("29000x29000", told, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100 << 20);
        await ProblemAsync(413, await _service.SendAsync(Bomb(width: 10_000, height: 5001)));
    }

    [Theory]
    [InlineData("GET", "/nothing/here", 404)]
    [InlineData("GET", "/../../etc/passwd", 404)]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd", 404)]
    [InlineData("GET", "/flags/..%2f..%2findex.html", 404)]
    [InlineData("GET", "/api/examples/99", 404)]
    [InlineData("GET", "/api/predict", 405)]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("DELETE", "/", 405)]
    [InlineData("GET", "/api/games/none", 404)]
    public async Task Path_ThatIsNotThere_IsAProblem(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        Assert.NotEqual("", await ProblemAsync(status, await _service.Client.SendAsync(request, Stop)));
    }

    [Fact]
    public async Task Body_OfAGuessThatIsNone_IsAProblem()
    {
        using var broken = new StringContent("{", Encoding.UTF8, "application/json");
        using var large = new StringContent(new string(' ', 20_000), Encoding.UTF8, "application/json");

        await ProblemAsync(400, await _service.Client.PostAsync("/api/games/none/rounds/1/guess", broken, Stop));
        await ProblemAsync(413, await _service.Client.PostAsync("/api/games/none/rounds/1/guess", large, Stop));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    /// <summary>A PNG whose header claims a size.</summary>
    private static byte[] Bomb(int width, int height)
    {
        byte[] png = PictureEncoder.Png(new Picture(new PictureSize(8, 8), new byte[192]));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    // PNG (W3C 2003), annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }
}
