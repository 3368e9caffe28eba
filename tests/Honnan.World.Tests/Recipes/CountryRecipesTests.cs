using Honnan.Data.Geography;
using Honnan.World.Optics;
using Honnan.World.Recipes;
using Xunit;

namespace Honnan.World.Tests.Recipes;

public sealed class CountryRecipesTests
{
    // The mainland's extremes, degrees, rounded inwards (any atlas): south, north, west, east.
    private static readonly Dictionary<string, (double South, double North, double West, double East)> Boxes = new(StringComparer.Ordinal)
    {
        ["BR"] = (-33.7, 5.2, -73.9, -34.8),
        ["CH"] = (45.82, 47.80, 5.96, 10.49),
        ["GB"] = (50.0, 58.6, -5.7, 1.7),
        ["GR"] = (36.5, 41.7, 20.0, 26.6),
        ["HU"] = (45.75, 48.58, 16.12, 22.89),
        ["JP"] = (31.0, 45.5, 129.6, 145.8),
        ["NL"] = (50.76, 53.45, 3.4, 7.2),
        ["PL"] = (49.0, 54.8, 14.13, 24.14),
        ["SE"] = (55.34, 69.0, 11.0, 24.1),
        ["TH"] = (5.7, 20.4, 97.4, 105.6),
        ["US"] = (25.1, 48.9, -124.7, -67.0),
        ["ZA"] = (-34.8, -22.2, 16.5, 32.8),
    };

    [Fact]
    public void All_ADozenOfTheStudysCountries_WithCuesAndTowns()
    {
        Assert.Equal(12, CountryRecipes.All.Count);
        Assert.Subset(VocabularyPresets.Get(VocabularyPresets.Study56).ToHashSet(), CountryRecipes.All.Select(r => r.Country).ToHashSet());
        Assert.All(CountryRecipes.All, recipe =>
        {
            Assert.True(recipe.Towns.Count >= 10, $"{recipe.Country} has {recipe.Towns.Count} towns");
            Assert.InRange(recipe.Cues.Count + (recipe.Shortcut is null ? 0 : 1), 2, 8); // a canvas tells eight apart
            Assert.All(recipe.Cues, share => Assert.InRange(share.Probability, 0.05, 0.95));
        });
    }

    [Fact]
    public void Cues_SharedRareCameraAndShortcut_AllExist()
    {
        var uses = CountryRecipes.All.SelectMany(r => r.Cues).GroupBy(share => share.Cue).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(Cues.All.Where(cue => cue.Kind != CueKind.Shortcut).ToHashSet(), uses.Keys.ToHashSet());
        Assert.True(uses.Count(pair => pair.Value >= 2) >= 6);
        Assert.True(CountryRecipes.All.SelectMany(r => r.Cues).Count(share => share.Probability <= 0.2) >= 4);
        Assert.Contains(uses.Keys, cue => cue.Kind == CueKind.Camera);
        Assert.Single(CountryRecipes.All, recipe => recipe.Shortcut is not null);
        Assert.Equal(Cues.All.Count, Cues.All.Select(cue => cue.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Pictures_HardlyAnyWithoutACueOfItsCountryAlone()
    {
        var uses = CountryRecipes.All.SelectMany(r => r.Cues).GroupBy(share => share.Cue).ToDictionary(g => g.Key, g => g.Count());
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            double none = recipe.Cues.Where(share => uses[share.Cue] == 1).Aggregate(1.0, (p, share) => p * (1 - share.Probability));
            Assert.True(none <= 0.27, $"{recipe.Country}: {none:P0} of the pictures have no cue of their own");
        }
    }

    [Fact]
    public void Places_LieInsideTheCountry()
    {
        var world = new DrawnWorld(new WorldOptions { ShortSide = 64 });
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            (double south, double north, double west, double east) = Boxes[recipe.Country.ToString()];
            Assert.All(recipe.Towns, town =>
            {
                Assert.InRange(town.Latitude, south + 0.12, north - 0.12);
                Assert.InRange(town.Longitude, west + 0.15, east - 0.15);
            });
            GeoPoint point = world.Render(recipe.Country, WorldFormat.View, 0).Point;
            Assert.InRange(point.Latitude, south, north);
            Assert.InRange(point.Longitude, west, east);
        }
    }
}
