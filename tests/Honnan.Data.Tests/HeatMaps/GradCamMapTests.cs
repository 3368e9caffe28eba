using Honnan.Data.HeatMaps;
using Xunit;

namespace Honnan.Data.Tests.HeatMaps;

public sealed class GradCamMapTests
{
    // Two channels of 1 × 2: 2 · (1, 3) − (4, 1) = (−2, 5).
    [Fact]
    public void Weighted_TwoChannels_WeighsAndAdds()
    {
        HeatMap map = GradCamMap.Weighted([1, 3, 4, 1], [2, -1], width: 2, height: 1);

        Assert.Equal([-2f, 5f], map.Values);
    }

    [Fact]
    public void Weighted_WrongLength_Throws() => Assert.Throws<ArgumentException>(() => GradCamMap.Weighted([1, 2, 3], [1, 2], 2, 1));
}
