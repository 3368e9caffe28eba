using System.Net;
using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Inference.Tests;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Uploads;

/// <summary>Memory that clients could make the service take.</summary>
[Collection(Alone.Name)]
public sealed class UploadMemoryTests
{
    private const int Channels = 2000; // so many that a Score-CAM takes minutes
    private const int MiB = 1 << 20;

    [Fact]
    public async Task Uploads_WhoseClientsHaveGone_AreNotKept()
    {
        const int Clients = 20, Each = 4 * MiB;
        await using RunningService service = await StartAsync(o => o with { OpenModel = () => Open(Channels), QueueLength = 16 });
        using var end = new CancellationTokenSource();
        Task working = service.SendAsync(Photo, "?method=score-cam", end.Token);
        await service.UntilAsync("honnan_running_pictures", 1);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        for (int i = 0; i < Clients; i++)
        {
            using var leave = new CancellationTokenSource();
            Task left = service.SendAsync([.. DrawnPictures.Jpeg(150, 64, seed: 20 + i), .. new byte[Each]], "?method=score-cam", leave.Token);
            await service.UntilAsync("honnan_waiting_pictures", 1);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
            await service.UntilAsync("honnan_waiting_pictures", 0);
        }

        await service.UntilAsync("honnan_upload_bytes", Photo.Length); // of the one that is looked at
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4L * Each);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
    }

    // A picture is held in parts while it comes, and whole at its end.
    [Theory]
    [InlineData(400 << 10, HttpStatusCode.OK)]
    [InlineData(600 << 10, HttpStatusCode.TooManyRequests)]
    public async Task Upload_ThatIsMoreThanMayBeHeld_IsToldToComeAgain(int bytes, HttpStatusCode status)
    {
        await using RunningService service = await StartAsync(o => o with { UploadsMiB = 1 });

        HttpResponseMessage answer = await service.SendAsync([.. Photo, .. new byte[bytes - Photo.Length]]);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? null : TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        await service.UntilAsync("honnan_upload_bytes", 0);
    }

    [Fact]
    public async Task Pictures_OfVeryManyPixels_AreNotDecodedTogether()
    {
        byte[] large = PictureEncoder.Png(new Picture(new PictureSize(6500, 4000), new byte[3 * 6500 * 4000])); // 26 megapixels, of one colour
        await using RunningService service = await StartAsync(o => o with { GatherTime = TimeSpan.FromMilliseconds(300), CacheMiB = 0 });

        HttpResponseMessage answer = await service.SendFormAsync("/api/predict/batch", ("a", large), ("b", large), ("c", Photo));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, await service.MetricAsync("honnan_batches_total"));
    }
}
