using Honnan.Data.Geography;
using Honnan.Learning.Charts;
using Xunit;

namespace Honnan.Learning.Tests.Charts;

public sealed class WorldRegionsTests
{
    [Fact]
    public void Walk_EveryCountry_IsOnItOnce() => // twice would fail when the table is made
        Assert.Equal(Countries.All.Select(c => c.Code).Order(), WorldRegions.All.Order());

    [Fact]
    public void Order_Neighbours_StandTogether()
    {
        CountryCode[] vocabulary = [.. "AR HU JP SK ZZ CL".Split(' ').Select(CountryCode.Parse)];

        int[] order = WorldRegions.Order(vocabulary);

        Assert.Equal("AR CL SK HU JP ZZ", string.Join(' ', order.Select(k => vocabulary[k])));
        Assert.Equal("Elsewhere", WorldRegions.RegionOf(vocabulary[4]));
    }
}
