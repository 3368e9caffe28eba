using CsCheck;
using Honnan.Data.Loading;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class EvaluationPlanTests
{
    [Fact]
    public void Create_AnySamples_GivesEachItsViewsTogether() => Gen
        .Select(LoadingSamples.Any, Gen.Int[1, 9], Gen.Int[1, 6], Gen.Bool)
        .Sample((samples, batchSize, windows, mirrored) =>
        {
            var options = new LoadingOptions { Windows = windows };
            IReadOnlyList<PictureView>[] plan = [.. EvaluationPlan.Create(samples, options, batchSize, mirrored)];
            List<PictureView> views = [.. plan.SelectMany(b => b)];
            foreach (IGrouping<int, PictureView> group in views.GroupBy(v => v.Sample))
            {
                Assert.Equal(EvaluationPlan.Views(group.Key, samples[group.Key].Size, windows, mirrored), group);
                int count = group.Count();
                Assert.All(views.Skip(views.FindIndex(v => v.Sample == group.Key)).Take(count), v => Assert.Equal(group.Key, v.Sample));
                Assert.True(count > batchSize || plan.Count(b => b.Any(v => v.Sample == group.Key)) == 1);
            }

            Assert.Equal(samples.Length, views.Select(v => v.Sample).Distinct().Count());
            Assert.All(plan, b => Assert.InRange(b.Count, 1, batchSize));
            Assert.All(plan, b => Assert.Single(b.Select(v => AspectBuckets.Of(samples[v.Sample].Size)).Distinct()));
        });

    [Fact]
    public void Views_OfAPanorama_AreEvenlySpaced()
    {
        var panorama = new PictureSize(2244, 561);
        Assert.Equal([0, 0.25, 0.5, 0.75], EvaluationPlan.Views(0, panorama, 4, false).Select(v => v.Heading));
        Assert.Equal(
            [new(5, 0, false), new(5, 0, true), new(5, 0.5, false), new(5, 0.5, true)],
            EvaluationPlan.Views(5, panorama, 2, true));
        Assert.Equal([new PictureView(1, 0.5, false)], EvaluationPlan.Views(1, new PictureSize(640, 640), 4, false));
    }

    [Fact]
    public void Create_MirroredWithoutFlip_IsRefused() =>
        Assert.Throws<ArgumentException>(() => EvaluationPlan.Create([], new LoadingOptions { Flip = false }, 4, mirrored: true));
}
