using System.Net;
using Honnan.Inference;
using Honnan.Inference.Tests;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Predicting;

public sealed class ModelHolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Model_ThatIsReplaced_TakesOverWithoutALostRequest()
    {
        string file = _folder.Write("model.onnx", ModelFile);
        await using RunningService service = await StartAsync(o => o with
        {
            OpenModel = () => new CountryPredictor(new CountryPredictorOptions { Model = file, Threads = 1 }),
            WatchedFile = file,
            WatchEvery = TimeSpan.FromMilliseconds(50),
            CacheMiB = 0,
        });
        using var end = new CancellationTokenSource();
        Task<int> asking = AskAsync(service, end.Token);

        for (int reload = 1; reload <= 3; reload++)
        {
            File.WriteAllBytes(file, ModelFile);
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(reload));
            await UntilAsync(service, reload);
        }

        await end.CancelAsync();
        Assert.True(await asking > 0);
    }

    [Fact]
    public async Task Model_BehindALink_IsTakenWhenTheLinkLeadsElsewhere()
    {
        string[] versions = [_folder.Write("1/model.onnx", ModelFile), _folder.Write("2/model.onnx", ModelFile)];
        File.SetLastWriteTimeUtc(versions[1], DateTime.UtcNow.AddMinutes(1));
        Directory.CreateSymbolicLink(_folder.At("data"), _folder.At("1"));
        string file = _folder.At("model.onnx");
        File.CreateSymbolicLink(file, _folder.At("data/model.onnx"));
        await using RunningService service = await StartAsync(o => o with
        {
            OpenModel = () => new CountryPredictor(new CountryPredictorOptions { Model = file, Threads = 1 }),
            WatchedFile = file,
            WatchEvery = TimeSpan.FromMilliseconds(20),
        });

        Directory.Delete(_folder.At("data"));
        Directory.CreateSymbolicLink(_folder.At("data"), _folder.At("2")); // as Kubernetes changes a volume

        await UntilAsync(service, 1);
    }

    [Fact]
    public async Task Model_ThatBecomesUnusable_StaysTheOneBefore()
    {
        string file = _folder.Write("model.onnx", ModelFile);
        await using RunningService service = await StartAsync(o => o with
        {
            OpenModel = () => new CountryPredictor(new CountryPredictorOptions { Model = file, Threads = 1 }),
            WatchedFile = file,
            WatchEvery = TimeSpan.FromMilliseconds(20),
        });

        File.WriteAllText(file, "no model");
        await Task.Delay(300, Stop);

        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(Photo)).StatusCode);
        Assert.Equal(0, await service.MetricAsync("honnan_model_reloads_total"));
        File.WriteAllBytes(file, ModelFile);
        await UntilAsync(service, 1);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<int> AskAsync(RunningService service, CancellationToken end)
    {
        int asked = 0;
        while (!end.IsCancellationRequested)
        {
            Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(DrawnPictures.Jpeg(150, 64, asked++ % 50))).StatusCode);
        }

        return asked;
    }

    private static Task UntilAsync(RunningService service, int reloads) =>
        RunningService.UntilAsync(async () => await service.MetricAsync("honnan_model_reloads_total") >= reloads, "the model was not reloaded");
}
