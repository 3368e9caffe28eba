using Honnan.Data.Geography;
using Honnan.Learning.Explaining.Atlas;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

public sealed class AtlasOptionsTests
{
    [Fact]
    public void InOrder_Countries_BeginsWithTheStudysThenGoesByName()
    {
        string[] given = ["ZA", "BR", "AL", "JP", "HU", "CH", "JP", "GB"];

        CountryCode[] ordered = AtlasOptions.InOrder(given.Select(CountryCode.Parse));

        Assert.Equal(["HU", "JP", "GB", "BR", "AL", "ZA", "CH"], ordered.Select(c => c.ToString())); // Albania, South Africa, Switzerland
    }

    [Fact]
    public void Study_Countries_AreElevenInTheStudysOrder() =>
        Assert.Equal("HU RO JP TW AD BD PL GB US IS BR", string.Join(' ', AtlasOptions.Study));
}
