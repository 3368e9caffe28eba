using Honnan.Data.HeatMaps;
using Xunit;

namespace Honnan.Data.Tests.HeatMaps;

public sealed class HeatMapTests
{
    // Half-pixel centres by hand: 2 to 4 values, at −¼ (edge), ¼, ¾ and 1¼ (edge).
    [Fact]
    public void Resized_TwoToFour_InterpolatesBetweenCentres() =>
        Assert.Equal([0f, 0.25f, 0.75f, 1f], new HeatMap([0, 1], 2, 1).Resized(4, 1).Values);

    // A third of five values without smoothing takes those at ⅓ and 2 … as OpenCV: places 1/3, 2, 11/3.
    [Fact]
    public void Resized_FiveToThree_DoesNotSmooth() =>
        Assert.Equal([10f / 3, 20f, 110f / 3], new HeatMap([0, 10, 20, 30, 40], 1, 5).Resized(1, 3).Values, (a, b) => Math.Abs(a - b) < 1e-5);

    [Fact]
    public void Normalised_AnyValues_RunFromZeroToOne()
    {
        HeatMap map = new HeatMap([-2, 0, 2, 6], 2, 2).Normalised();

        Assert.Equal([0f, 0.25f, 0.5f, 1f], map.Values, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Finished_NothingPositive_IsAllZero() =>
        Assert.All(new HeatMap([-3, -1, -2, -5], 2, 2).Finished(new PictureSize(6, 4)).Values, v => Assert.Equal(0f, v));

    [Fact]
    public void Peak_LargestValue_IsItsPlace() => Assert.Equal((2, 1), new HeatMap([0, 1, 2, 3, 4, 9], 3, 2).Peak);

    [Fact]
    public void Constructor_WrongCount_Throws() => Assert.Throws<ArgumentException>(() => new HeatMap([1, 2, 3], 2, 2));
}
