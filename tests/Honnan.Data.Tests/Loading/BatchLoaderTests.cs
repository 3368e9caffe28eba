using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class BatchLoaderTests
{
    private static readonly LoadingOptions Small = new() { ShortSide = 32, Workers = 2, MemoryMiB = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Load_AnyNumberOfWorkers_GivesTheSameBits()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(LoadingSamples.MixedSizes(40));
        IReadOnlyList<IReadOnlyList<PictureView>> plan = TrainingPlan.Create(samples, Small, 5, 11, 0);
        byte[][] one = Pixels(1);
        Assert.Equal(plan.Count, one.Length);
        Assert.Equal(one, Pixels(2));
        Assert.Equal(one, Pixels(5));

        byte[][] Pixels(int workers)
        {
            var loader = new BatchLoader(source, samples, Small with { Workers = workers });
            var all = new List<byte[]>();
            foreach (PictureBatch batch in loader.Load(plan, Token))
            {
                using (batch)
                {
                    Assert.Same(plan[all.Count], batch.Views);
                    Assert.Equal(batch.Views.Select(v => (long)samples[v.Sample].Label), batch.Labels);
                    Assert.Equal(32, batch.Size.ShortSide);
                    all.Add(batch.Pixels[..batch.ByteCount]);
                }
            }

            Assert.Equal(0, loader.Buffers.Outstanding);
            return [.. all];
        }
    }

    [Fact]
    public void Load_WindowsOfAPanorama_DecodesItOnce()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(new PictureSize(400, 100), new PictureSize(360, 90));
        var loader = new BatchLoader(source, samples, Small);
        Assert.Equal(16, Drain(loader, EvaluationPlan.Create(samples, Small, 16, mirrored: true)));
        Assert.All(source.Reads.Values, n => Assert.Equal(1, n));
    }

    [Fact]
    public void Load_UnreadablePicture_NamesItInItsTurnAndLeavesNothing()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn([.. Enumerable.Repeat(new PictureSize(64, 64), 12)]);
        source.Files[samples[7].Address] = source.Files[samples[7].Address][..400];
        var loader = new BatchLoader(source, samples, Small with { Workers = 5 });
        int taken = 0;
        InputException error = Assert.Throws<InputException>(() =>
        {
            foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(samples, Small, 2), Token))
            {
                batch.Dispose();
                taken++;
            }
        });
        Assert.Equal("picture '7.jpg' of source 'odd': truncated JPEG", error.Message);
        Assert.Equal(3, taken);
        Assert.Equal(0, loader.Buffers.Outstanding);
    }

    [Fact]
    public void Load_UnreadablePictureTolerated_IsGreyAndTheOthersAreAsEver()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn([.. Enumerable.Repeat(new PictureSize(64, 64), 6)]);
        byte[][] whole = Tolerated();
        source.Files[samples[4].Address] = source.Files[samples[4].Address][..400];
        source.Files.Remove(samples[1].Address, out _);
        string?[] reasons = [];
        byte[][] holed = Tolerated();

        Assert.Equal([null, "no such file", null, null, "truncated JPEG", null], reasons);
        Assert.All(holed.Index(), v => Assert.Equal(v.Index is 1 or 4 ? [.. Enumerable.Repeat(OverlayMask.Level, v.Item.Length)] : whole[v.Index], v.Item));

        byte[][] Tolerated()
        {
            var loader = new BatchLoader(source, samples, Small, tolerant: true);
            var views = new List<byte[]>();
            reasons = [];
            foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(samples, Small, 4), Token))
            {
                using (batch)
                {
                    views.AddRange(batch.Pixels[..batch.ByteCount].Chunk(batch.ByteCount / batch.Count));
                    reasons = [.. reasons, .. batch.Unreadable];
                }
            }

            return [.. views];
        }
    }

    [Fact]
    public void Load_MissingOrChangedPicture_NamesIt()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(new PictureSize(64, 64));
        Sample[] changed = [samples[0] with { Size = new PictureSize(64, 63) }];
        Assert.Contains("'0.jpg' of source 'even': it has 64x64 pixels, not 64x63", Error(changed), StringComparison.Ordinal);
        source.Files.Clear();
        Assert.Equal("picture '0.jpg' of source 'even': no such file", Error(samples));

        string Error(Sample[] listed) => Assert.Throws<InputException>(() =>
            Drain(new BatchLoader(source, listed, Small), EvaluationPlan.Create(listed, Small, 1))).Message;
    }

    [Fact]
    public void Load_BatchLargerThanAnArray_IsRefusedInOneLine()
    {
        var options = new LoadingOptions { ShortSide = 2048 };
        Sample[] samples = [new Sample(new PictureAddress("a", "x"), new PictureSize(4752, 2048), 0)];
        PictureView[] batch = [.. Enumerable.Repeat(new PictureView(0, 0, false), 100)];
        string message = Assert.Throws<InputException>(() => new BatchLoader(new DrawnSource(), samples, options).Load([batch], Token).Count()).Message;
        Assert.StartsWith("a batch of 100 views of 4752x2048 pixels takes 2.7 GiB, and at most 2.0 GiB are possible", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Cancelled_StopsAndLeavesNothing()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(LoadingSamples.MixedSizes(30));
        var loader = new BatchLoader(source, samples, Small);
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(samples, Small, 2), cancellation.Token))
            {
                batch.Dispose();
                cancellation.Cancel();
            }
        });
        Assert.Equal(0, loader.Buffers.Outstanding);
    }

    [Fact]
    public void Load_LeftEarly_StopsAndLeavesNothing()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(LoadingSamples.MixedSizes(30));
        var loader = new BatchLoader(source, samples, Small);
        foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(samples, Small, 2), Token))
        {
            batch.Dispose();
            break;
        }

        int reads = source.Reads.Count;
        Thread.Sleep(50); // a thread left over would read on
        Assert.Equal(reads, source.Reads.Count);
        Assert.Equal(0, loader.Buffers.Outstanding);
    }

    [Fact]
    public void Load_SlowTaker_PreparesNoMoreThanTheBound()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(new PictureSize(256, 256));
        LoadingOptions options = Small with { ShortSide = 256, Workers = 4 };
        IReadOnlyList<PictureView> batch = [new PictureView(0, 0.5, false)];
        var loader = new BatchLoader(source, samples, options);
        int most = 0;
        foreach (PictureBatch loaded in loader.Load(Enumerable.Repeat(batch, 60), Token))
        {
            most = Math.Max(most, loader.Buffers.Outstanding);
            loaded.Dispose();
        }

        // A MiB holds five of 192 KiB; one more is in the taker's hands.
        Assert.Equal(5 * 256 * 256 * 3, loader.PeakBytesAhead);
        Assert.Equal(6, most);
        Assert.Equal(0, loader.Buffers.Outstanding);
    }

    [Fact]
    public void Load_BatchLargerThanTheBound_StillComes()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(new PictureSize(256, 256));
        IReadOnlyList<PictureView> batch = [.. Enumerable.Repeat(new PictureView(0, 0.5, false), 9)];
        Assert.Equal(27, Drain(new BatchLoader(source, samples, Small with { ShortSide = 256 }), [batch, batch, batch]));
    }

    [Fact]
    public void Load_ViewsOfTwoBucketsInOneBatch_IsABug()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(new PictureSize(100, 100), new PictureSize(100, 60));
        Assert.Throws<ArgumentException>(() =>
            Drain(new BatchLoader(source, samples, Small), [[new PictureView(0, 0, false), new PictureView(1, 0, false)]]));
    }

    private static int Drain(BatchLoader loader, IEnumerable<IReadOnlyList<PictureView>> plan)
    {
        int views = 0;
        foreach (PictureBatch batch in loader.Load(plan, Token))
        {
            views += batch.Count;
            batch.Dispose();
        }

        Assert.Equal(0, loader.Buffers.Outstanding);
        return views;
    }
}
