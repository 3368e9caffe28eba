using CsCheck;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class TrainingPlanTests
{
    private static readonly LoadingOptions Options = new();

    [Fact]
    public void Create_Natural_ShowsEverySampleOnceInBatchesOfOneBucket() => Gen
        .Select(LoadingSamples.Any, Gen.Int[1, 9], Gen.Int[0, 5])
        .Sample((samples, batchSize, epoch) =>
        {
            IReadOnlyList<IReadOnlyList<PictureView>> plan = TrainingPlan.Create(samples, Options, batchSize, 7, epoch);
            Assert.Equal(Enumerable.Range(0, samples.Length), plan.SelectMany(b => b).Select(v => v.Sample).Order());
            foreach (IReadOnlyList<PictureView> batch in plan)
            {
                int bucket = Assert.Single(batch.Select(v => AspectBuckets.Of(samples[v.Sample].Size)).Distinct());
                int inBucket = samples.Count(s => AspectBuckets.Of(s.Size) == bucket);
                Assert.InRange(batch.Count, batchSize == 1 || inBucket == 1 ? 1 : 2, batchSize == 2 ? 3 : batchSize);
                Assert.All(batch, v => Assert.InRange(v.Heading, 0, 1 - 1e-16));
            }
        });

    [Fact]
    public void Create_SameArguments_GivesTheSamePlanAndOtherSeedsOthers()
    {
        Sample[] samples = Of([40, 40]);
        Assert.Equal(Flat(samples, 1, 0), Flat(samples, 1, 0));
        Assert.NotEqual(Flat(samples, 1, 0), Flat(samples, 2, 0));
        Assert.NotEqual(Flat(samples, 1, 0), Flat(samples, 1, 1));
    }

    [Fact]
    public void Create_ManyViews_FlipsHalfAndTurnsEvenly()
    {
        List<PictureView> views = [.. Flat(Of([10_000]), 3, 0)];
        Assert.InRange(views.Count(v => v.Mirrored), 4800, 5200); // four deviations of 50
        for (int tenth = 0; tenth < 10; tenth++)
        {
            Assert.InRange(views.Count(v => (int)(v.Heading * 10) == tenth), 880, 1120); // four deviations of 30
        }

        Assert.DoesNotContain(TrainingPlan.Create(Of([100]), Options with { Flip = false }, 8, 3, 0).SelectMany(b => b), v => v.Mirrored);
    }

    [Fact]
    public void Create_TwoSources_MixesThemInBatches()
    {
        Sample[] samples = [.. Of([400]).Select((s, i) => s with { Address = new PictureAddress(i < 200 ? "a" : "b", "") })];
        IReadOnlyList<IReadOnlyList<PictureView>> plan = TrainingPlan.Create(samples, Options, 16, 5, 0);
        Assert.All(plan, b => Assert.InRange(b.Count(v => v.Sample < 200), 1, 15));
    }

    [Fact]
    public void Create_Balanced_ShowsClassesEquallyAndWholeOverTheEpochs()
    {
        Sample[] samples = Of([90, 9, 1]); // a hundred views: 34, 33, 33
        int[] seen = new int[samples.Length];
        for (int epoch = 0; epoch < 5; epoch++)
        {
            List<PictureView> views = [.. Flat(samples, 1, epoch, Sampling.Balanced)];
            Assert.Equal(100, views.Count);
            Assert.Equal([33, 33, 34], views.GroupBy(v => samples[v.Sample].Label).Select(g => g.Count()).Order());
            views.ForEach(v => seen[v.Sample]++);
        }

        Assert.All(samples.Index().Where(s => s.Item.Label == 0), s => Assert.InRange(seen[s.Index], 1, 2)); // 170 of 90
        Assert.All(samples.Index().Where(s => s.Item.Label == 1), s => Assert.InRange(seen[s.Index], 18, 19)); // 165 of 9
    }

    [Fact]
    public void Create_SquareRoot_ShowsClassesByTheRootOfTheirSize()
    {
        Sample[] samples = Of([100, 36, 9]); // 145 views as 10 : 6 : 3 are 76.3, 45.8, 22.9
        IEnumerable<PictureView> views = Flat(samples, 1, 0, Sampling.SquareRoot);
        Assert.Equal([23, 46, 76], views.GroupBy(v => samples[v.Sample].Label).Select(g => g.Count()).Order());
    }

    // (1 − 0.999ⁿ) / 0.001 of 1000, 100 and 10 are 632.30, 95.21 and 9.955, so 1110 views are 951.7, 143.3 and 15.0.
    [Fact]
    public void Create_EffectiveNumber_ShowsClassesByIt()
    {
        Sample[] samples = Of([1000, 100, 10]);
        IEnumerable<PictureView> views = Flat(samples, 1, 0, Sampling.EffectiveNumber);
        Assert.Equal([15, 143, 952], views.GroupBy(v => samples[v.Sample].Label).Select(g => g.Count()).Order());
    }

    [Fact]
    public void Create_BalancedWithoutClasses_IsRefused()
    {
        Sample[] samples = [.. Of([3]).Select(s => s with { Label = -1 })];
        Assert.Throws<ArgumentException>(() => TrainingPlan.Create(samples, Options, 2, 1, 0, Sampling.Balanced));
        Assert.NotEmpty(TrainingPlan.Create(samples, Options, 2, 1, 0));
    }

    private static IEnumerable<PictureView> Flat(Sample[] samples, long seed, int epoch, Sampling sampling = Sampling.Natural) =>
        TrainingPlan.Create(samples, Options, 16, seed, epoch, sampling).SelectMany(b => b);

    private static Sample[] Of(int[] classes) =>
        [.. classes.SelectMany((count, label) => Enumerable.Repeat(new Sample(default, new PictureSize(640, 640), label), count))];
}
