using Honnan.Learning.Explaining.Atlas;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

public sealed class FeatureGroupsTests
{
    [Fact]
    public void Find_ThreeBundles_KeepsEachTogether()
    {
        float[][] vectors = [.. Enumerable.Range(0, 60).Select(i => Near(i % 3, i))];

        (int[] groups, float[][] middles) = FeatureGroups.Find(vectors, 3, seed: 1);

        Assert.Equal(3, middles.Length);
        Assert.Equal(3, groups.Distinct().Count());
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal(groups[i % 3], groups[i]));
        Assert.All(middles, middle => Assert.Equal(1, Directions.Dot(middle, middle), 1e-5));
    }

    [Fact]
    public void Find_SameSeed_GivesTheSameGroups()
    {
        float[][] vectors = [.. Enumerable.Range(0, 40).Select(i => Near(i % 5, i))];

        Assert.Equal(FeatureGroups.Find(vectors, 4, seed: 7).Groups, FeatureGroups.Find(vectors, 4, seed: 7).Groups);
    }

    [Fact]
    public void Find_MoreGroupsThanVectors_GivesAGroupEach()
    {
        (int[] groups, float[][] middles) = FeatureGroups.Find([Near(0, 1), Near(1, 2)], 5, seed: 1);

        Assert.Equal(2, middles.Length);
        Assert.NotEqual(groups[0], groups[1]);
    }

    [Fact]
    public void Find_EqualVectors_Ends()
    {
        (int[] groups, _) = FeatureGroups.Find([.. Enumerable.Repeat(new float[] { 1, 0 }, 9)], 3, seed: 1);

        Assert.Single(groups.Distinct());
    }

    private static float[] Near(int axis, int seed)
    {
        var random = new Random(seed);
        return Directions.Unit([.. Enumerable.Range(0, 8).Select(k => (float)((k == axis ? 1 : 0) + (0.1 * random.NextDouble())))]);
    }
}
