using System.Globalization;
using System.Net;
using System.Text;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Safety;

/// <summary>Honest requests with a few bytes changed, doubled or left out: each is answered or refused in time, and the service goes on.</summary>
[Collection(Alone.Name)]
public sealed class MutatedRequestTests : IAsyncLifetime
{
    private const int MostMebibytes = 192; // of growth
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private RunningService _service = null!;

    public async ValueTask InitializeAsync() =>
        _service = await StartAsync(o => o with { HeadersTimeout = TimeSpan.FromSeconds(1), UploadTimeout = TimeSpan.FromSeconds(1.5), CacheMiB = 1 });

    [Fact]
    public Task Mutations_OfHonestRequests_LeaveItAlive() => MutateAsync(240);

    [Fact]
    [Trait("Category", "long")]
    public Task Mutations_TwoThousand_LeaveItAlive() => MutateAsync(2000);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private async Task MutateAsync(int count)
    {
        byte[][] honest =
        [
            Request("/api/predict?heatmap=true&method=eigen-cam", "multipart/form-data; boundary=xyz", Form(Photo)),
            Request("/api/predict?top=3&language=hu", "image/jpeg", Photo),
            Request("/api/predict/batch", "multipart/form-data; boundary=xyz", [.. Form(Photo)[..^9], .. Form(Panorama)]),
            Request("/api/games/0123456789abcdef/rounds/1/guess", "application/json", "{\"latitude\":47.5,\"longitude\":19.04}"u8),
        ];
        Assert.All(
            await Task.WhenAll(honest.Select(request => _service.RawAsync(request, Patience))),
            (said, i) => Assert.StartsWith(i < 3 ? "HTTP/1.1 200" : "HTTP/1.1 404", said, StringComparison.Ordinal));
        double before = Mebibytes();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (seed, _) =>
        {
            string said = (await _service.RawAsync(Mutated(honest[seed % honest.Length], new Random(seed)), Patience)).Split('\r')[0];
            Assert.True(said.Length == 0 || said.StartsWith("HTTP/1.1 2", StringComparison.Ordinal) || said.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || said.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), $"seed {seed}: {said}");
        });

        Assert.Equal(HttpStatusCode.OK, (await _service.SendAsync(Photo)).StatusCode);
        Assert.InRange(Mebibytes() - before, double.MinValue, MostMebibytes);
        Assert.Equal(0, await _service.MetricAsync("honnan_waiting_pictures"));
    }

    private static double Mebibytes()
    {
        GC.Collect();
        return Environment.WorkingSet / 1048576.0;
    }

    private static byte[] Request(string path, string type, ReadOnlySpan<byte> body) =>
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n")), .. body,
    ];

    private static byte[] Form(byte[] picture) =>
        [.. "--xyz\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"u8, .. picture, .. "\r\n--xyz--\r\n"u8];

    private static byte[] Mutated(byte[] honest, Random random)
    {
        List<byte> bytes = [.. honest];
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int at = random.Next(3) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(400, bytes.Count)); // most of them in the headers
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(bytes.Count - at - 1, random.Next(1, 40))); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 40)))); break;
                case 3: bytes.Insert(at, (byte)"\r\n:;\"%\0"[random.Next(7)]); break;
                default: bytes.RemoveRange(Math.Max(10, at), bytes.Count - Math.Max(10, at)); break;
            }

            if (bytes.Count < 20)
            {
                break;
            }
        }

        return [.. bytes];
    }
}
