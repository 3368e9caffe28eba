using Honnan.Learning.Explaining;
using Honnan.Learning.Explaining.Atlas;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

public sealed class InterpretabilityTests
{
    // By hand: ROAD 0.1 is a quarter of 0.4; the fourth root of 0.5 · 0.5 · 0.25 · 1 is 0.5.
    [Fact]
    public void Score_Figures_IsTheirGeometricMean() => Assert.Equal(0.5, new Interpretability(0.5, 0.5, 0.1, 1).Score, 1e-12);

    [Theory]
    [InlineData(0, 1, 0.4, 1)]
    [InlineData(1, 0, 0.4, 1)]
    [InlineData(1, 1, -0.1, 1)]
    [InlineData(1, 1, 0.4, 0)]
    public void Score_OneFails_IsNothing(double concentration, double stability, double road, double offCamera) =>
        Assert.Equal(0, new Interpretability(concentration, stability, road, offCamera).Score);

    [Fact]
    public void Score_RoadAboveTheMost_CountsAsTheMost() => Assert.Equal(1, new Interpretability(1, 1, 0.9, 1).Score);

    // By hand: half of the sum of 8 is the 4 of one cell of eight, so 1 − 2 / 8; of an even map, half of the cells.
    [Fact]
    public void Concentration_OneBrightCell_CountsTheAreaOfHalfTheSum()
    {
        Assert.Equal(0.75, MapConcentration.Of(new HeatMap([4, 0, 1, 1, 0, 1, 1, 0], 4, 2)), 1e-9);
        Assert.Equal(0, MapConcentration.Of(new HeatMap([1, 1, 1, 1], 2, 2)), 1e-9);
        Assert.Equal(0, MapConcentration.Of(new HeatMap([0, 0], 2, 1)));
    }
}
