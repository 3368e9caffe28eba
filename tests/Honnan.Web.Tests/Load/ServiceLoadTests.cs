using System.Diagnostics;
using System.Globalization;
using Honnan.Data.Sources;
using Honnan.Inference;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Load;

/// <summary>
/// The shipped model (EfficientNet-Lite0) under load, asked from this process. What is told is what docs/service.md has:
/// <c>dotnet tests/Honnan.Web.Tests/bin/Release/net10.0/Honnan.Web.Tests.dll -class Honnan.Web.Tests.Load.ServiceLoadTests -showLiveOutput</c>.
/// </summary>
[Collection(Alone.Name)]
[Trait("Category", "long")]
public sealed class ServiceLoadTests
{
    private const double LeastShare = 0.85; // of what the net alone does
    private const double MostOfSingle = 4; // p99 of four clients to that of one
    private const int Rounds = 6; // in which all are measured in turn: other work of the machine then meets all alike
    private const int PicturesAlone = 128;
    private const double MostGrowth = 48; // MiB
    private const string Minutes = "HONNAN_SOAK_MINUTES";
    private static readonly int[] Counts = [1, 4, 16];
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Service_AskedByOneFourAndSixteen_KeepsPaceWithItsNet()
    {
        await using RunningService service = await StartAsync(o => o with { OpenModel = Open });
        byte[] street = await service.Client.GetByteArrayAsync("/api/examples/0", Stop);
        var clients = new LoadClients(service, street);
        await clients.RunAsync(16, TimeSpan.FromSeconds(5), clients.AskNewAsync); // the net's buffers, the compiler's second pass
        using var predictor = new CountryPredictor(new CountryPredictorOptions());
        var alone = new List<double>();
        (List<(int Count, LoadFigures Figures)> news, List<(int Count, LoadFigures Figures)> agains) = ([], []);
        for (int round = 0; round < Rounds; round++)
        {
            alone.Add(SecondsAlone(predictor, street));
            foreach (int count in Counts)
            {
                news.Add((count, await clients.RunAsync(count, Measured, clients.AskNewAsync)));
                agains.Add((count, await clients.RunAsync(count, Measured / 4, clients.AskAgainAsync)));
            }
        }

        Dictionary<int, LoadFigures> figures = Sums(news);
        foreach ((int count, LoadFigures again) in Sums(agains))
        {
            Tell($"{count} clients, pictures never asked about: {figures[count]}");
            Tell($"{count} clients, pictures asked about before: {again}");
            Assert.Empty(again.Mistakes);
            Assert.Empty(figures[count].Mistakes);
        }

        double net = Rounds * PicturesAlone / alone.Sum();
        (double all, double few) = (figures[16].PerSecond / net, figures[4].Within(0.99) / figures[1].Within(0.99));
        Tell($"the net alone, with decoding: {net:0.0} pictures/s; 16 clients reach {all:0.00} of it");
        Tell($"p99 of 4 clients: {few:0.0} times that of one, {figures[4].Within(0.99) / figures[1].Within(0.5):0.0} times one's p50");
        Assert.InRange(all, LeastShare, double.MaxValue);
        Assert.InRange(few, 0, MostOfSingle);
    }

    /// <summary>Half an hour, or as many minutes as the environment says.</summary>
    [Fact]
    public async Task Service_UnderLoad_KeepsItsMemory()
    {
        var time = TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable(Minutes) ?? "30", CultureInfo.InvariantCulture));
        await using RunningService service = await StartAsync(o => o with { OpenModel = Open, CacheMiB = 4, QueueLength = 16 });
        var clients = new LoadClients(service, await service.Client.GetByteArrayAsync("/api/examples/0", Stop));
        var memory = new List<double>();
        const int Parts = 12;
        for (int part = 0; part < Parts; part++)
        {
            LoadFigures figures = await clients.RunAsync(24, time / Parts, clients.AskNewAsync, clients.AskAgainAsync, clients.AskWhyAsync);
            GC.Collect();
            memory.Add(Environment.WorkingSet / 1048576.0);
            Tell($"{(part + 1) * time.TotalMinutes / Parts:0.0} min: {memory[^1]:0} MiB, {GC.GetTotalMemory(forceFullCollection: false) / 1048576.0:0} of it managed; {figures}");
            Assert.Empty(figures.Mistakes);
        }

        // A third of the time for caches, pools and the net's buffers to fill; a leak goes on.
        Assert.InRange(memory[^4..].Average() - memory[4..8].Average(), double.MinValue, MostGrowth);
    }

    private static Dictionary<int, LoadFigures> Sums(IEnumerable<(int Count, LoadFigures Figures)> parts) =>
        parts.GroupBy(p => p.Count, p => p.Figures).ToDictionary(g => g.Key, g => LoadFigures.Of([.. g]));

    /// <summary>Seconds that the net takes for some pictures, decoded from the same file, in the batches that it makes of them.</summary>
    private static double SecondsAlone(CountryPredictor predictor, byte[] street)
    {
        PictureAddress[] pictures = [.. Enumerable.Range(0, PicturesAlone).Select(i => new PictureAddress("street", $"{i}"))];
        var clock = Stopwatch.StartNew();
        Assert.Equal(pictures.Length, predictor.Answer(pictures, new OnePicture(street), stop: Stop).Count(a => a.Error is null));
        return clock.Elapsed.TotalSeconds;
    }

    // As honnan serve does.
    private static CountryPredictor Open() => new(new CountryPredictorOptions { BatchesAtOnce = 1 });

    private static void Tell(FormattableString line) => TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(line));

    private sealed class OnePicture(byte[] file) : IPictureBytes
    {
        public byte[] Read(PictureAddress address) => file;
    }
}
