using Honnan.Data.Scoring;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Inference.Tests;

/// <summary>Bulk prediction by a real model, of as many pictures as show whether memory grows with their number.</summary>
[Collection(Alone.Name)]
[Trait("Category", "slow")]
public sealed class ScoringMemoryTests
{
    private const int Few = 1000;
    private const int Many = 3000;

    [Fact]
    public void Run_ThreeTimesAsManyPictures_HoldsNoMore()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("model.onnx", ExportedNets.SmallFile());
        byte[][] pictures = [.. Enumerable.Range(0, 8).Select(seed => DrawnPictures.Jpeg(64, 64, seed))];
        for (int i = 0; i < Many; i++)
        {
            folder.Write($"in/{i:00000}.jpg", pictures[i % pictures.Length]);
        }

        using var predictor = new CountryPredictor(new CountryPredictorOptions { Model = model, Threads = 1 });
        using var input = ScoreInput.Open(folder.At("in"));
        ScoreIdentity identity = new ScoreIdentity { Model = "m", Top = 5, Shards = 1 }.Of(input, TestContext.Current.CancellationToken);
        var held = new Dictionary<long, long>();
        var scorer = new ShardScorer(
            input, new Shard(0, 1), identity, predictor.Countries, (given, bytes) => predictor.Answer(given, bytes, stop: TestContext.Current.CancellationToken), TimeProvider.System);

        ScoredShard scored = scorer.Run(new LocalFiles(folder.At("out")), force: false, done => Note(held, done), TestContext.Current.CancellationToken);

        Assert.Equal((Many, 0), (scored.Pictures, scored.Unreadable));
        long growth = held[Many] - held[Few];
        TestContext.Current.TestOutputHelper!.WriteLine($"held after {Few}: {held[Few] >> 10} KiB, after {Many}: {held[Many] >> 10} KiB");

        // A row takes some 500 bytes, and at most a part of 1,024 of them is held; a picture takes 3 KiB.
        Assert.InRange(growth, long.MinValue, 1 << 20);
    }

    private static void Note(Dictionary<long, long> held, long done)
    {
        if (done is Few or Many)
        {
            held[done] = GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
