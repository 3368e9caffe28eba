using Honnan.Learning.Explaining;
using Honnan.Learning.Explaining.Atlas;
using Honnan.Learning.Explaining.Regions;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

/// <summary>On drawn pictures, of which it is known what tells them.</summary>
[Collection("drawn streets")]
[Trait("Category", "slow")]
public sealed class AtlasBuilderTests(StampedStreets stamped)
{
    [Fact]
    public void Build_DrawnStreets_ShowsCuesAndFlagsTheStamp()
    {
        var galleries = new CountryGalleries(2);
        List<double> told = [];

        IReadOnlyList<AtlasCountry> countries = new AtlasBuilder(stamped.Value.Model, stamped.Value.Set, new AtlasOptions { Tiles = 2, Examined = 2 })
            .Build(galleries, (share, _) => told.Add(share), TestContext.Current.CancellationToken);

        Assert.Equal(["HU", "BR", "NL", "ZA"], countries.Select(c => c.Country.ToString()));
        Assert.All(countries, c => Assert.InRange(c.Recognised, 1, c.Pictures));
        TestContext.Current.SendDiagnosticMessage(string.Join('\n', countries.SelectMany(c => c.Hints.Select(h => $"{c.Country} {h.Words}: {h.Pictures}, {h.Own}, {h.Others}, {h.Camera}"))));
        AtlasCountry brazil = countries[1];
        Assert.Contains(brazil.Hints, h => h.Camera is FrameRegions.Car or FrameRegions.Watermark); // the stamp lies at the lower edge
        Assert.Contains(countries.Where(c => c != brazil).SelectMany(c => c.Hints), h => h.Camera is null);
        Assert.All(countries.SelectMany(c => c.Hints), h =>
        {
            Assert.True(h.Own.Share >= 2 * h.Others.Share);
            Assert.InRange(h.Own.Pictures, 1, 16);
            Assert.NotEmpty(h.CloseUps);
        });
        Assert.All(countries, c => Assert.Equal(c.Tiles.Select(t => t.Merit).OrderDescending(), c.Tiles.Select(t => t.Merit)));
        Assert.Contains(countries, c => c.Tiles.Count > 0);
        Assert.Equal(told.Order(), told);
        Assert.InRange(told[^1], 0.99, 1);
    }
}
