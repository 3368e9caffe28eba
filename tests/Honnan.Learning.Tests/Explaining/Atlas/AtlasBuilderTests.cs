using Honnan.Learning.Explaining;
using Honnan.Learning.Explaining.Atlas;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

/// <summary>On drawn pictures, of which it is known what tells them.</summary>
[Collection(StampedStreets.Name)]
[Trait("Category", "slow")]
public sealed class AtlasBuilderTests(StampedStreets stamped)
{
    [Fact]
    public void Build_DrawnStreets_ShowsWhatTellsEachCountry()
    {
        var galleries = new CountryGalleries(1);
        List<double> told = [];

        IReadOnlyList<AtlasCountry> countries = new AtlasBuilder(stamped.Value.Model, stamped.Value.Learned, new AtlasOptions { Tiles = 1, Examined = 1 })
            .Build(galleries, (share, _) => told.Add(share), TestContext.Current.CancellationToken);

        Assert.Equal(["HU", "BR", "ZA"], countries.Select(c => c.Country.ToString()));
        Assert.All(countries, c => Assert.InRange(c.Recognised, 1, c.Pictures));
        TestContext.Current.SendDiagnosticMessage(string.Join('\n', countries.SelectMany(c => c.Hints.Select(h => $"{c.Country} {h.Words}: {h.Pictures}, {h.Own}, {h.Others}, {h.Camera}"))));
        // The stamp is one hint or several, as its places happen to fall into groups.
        AtlasCountry brazil = countries[1];
        Hint[] stamp = [.. brazil.Hints.Where(h => h.Words.StartsWith("on the ground", StringComparison.Ordinal) || h.Words.StartsWith("at the lower edge", StringComparison.Ordinal))];
        Assert.Contains(brazil.Hints.MaxBy(h => h.Pictures), stamp);
        Assert.InRange(stamp.Sum(h => h.Own.Share), 0.25, 3);
        Assert.All(stamp, h => Assert.InRange(h.Others.Share, 0, 0.05));
        Assert.All(countries.SelectMany(c => c.Hints), h =>
        {
            Assert.True(h.Own.Share >= 2 * h.Others.Share);
            Assert.InRange(h.Own.Pictures, 1, 24);
            Assert.NotEmpty(h.CloseUps);
        });
        Assert.Contains(countries, c => c.Tiles.Count > 0);
        Assert.Equal(told.Order(), told);
        Assert.InRange(told[^1], 0.99, 1);
    }
}
