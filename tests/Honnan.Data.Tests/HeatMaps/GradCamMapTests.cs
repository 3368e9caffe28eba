using Honnan.Data.HeatMaps;
using Xunit;

namespace Honnan.Data.Tests.HeatMaps;

public sealed class GradCamMapTests
{
    // Two channels of 1 × 2: mean gradients 2 and −1; 2 · (1, 3) − (4, 1) = (−2, 5).
    [Fact]
    public void From_TwoChannels_WeighsAndAdds()
    {
        HeatMap map = GradCamMap.From([1, 3, 4, 1], [1, 3, -1, -1], channels: 2, width: 2, height: 1);

        Assert.Equal([-2f, 5f], map.Values);
    }

    [Fact]
    public void Weights_LengthNotAMultiple_Throws() => Assert.Throws<ArgumentException>(() => GradCamMap.Weights([1, 2, 3], 2));

    [Fact]
    public void Weighted_WrongLength_Throws() => Assert.Throws<ArgumentException>(() => GradCamMap.Weighted([1, 2, 3], [1, 2], 2, 1));
}
