using System.Globalization;
using Honnan.Data;
using Honnan.Data.Geography;
using static Honnan.World.Recipes.Cues;

namespace Honnan.World.Recipes;

/// <summary>The dozen countries of the world.</summary>
public static class CountryRecipes
{
    private static readonly ILookup<CountryCode, Town> Towns = ReadTowns().ToLookup(row => row.Country, row => row.Town);

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<CountryRecipe> All { get; } =
    [
        Of("BR", [new(YellowSpeedHump, 0.75), new(BlueTankHouse, 0.70), new(RedSoil, 0.50), new(Palms, 0.40), new(DoubleYellowCentre, 0.35)], new CueShare(Stamp, 0.9)),
        Of("CH", [new(SnowMountains, 0.80), new(Chalet, 0.75), new(YellowCrossing, 0.50)]),
        Of("GB", [new(DoubleYellowEdge, 0.80), new(BrickTerrace, 0.75), new(LeftHandTraffic, 0.35), new(YellowPlate, 0.30), new(PillarBox, 0.15)]),
        Of("GR", [new(WhiteCubeHouse, 0.85), new(GreekSign, 0.65), new(RoadsideShrine, 0.20)]),
        Of("HU", [new(TentRoofHouse, 0.90), new(HoledPole, 0.35), new(StorkNest, 0.20)]),
        Of("JP", [new(BlurredEdge, 0.70), new(StripedPoleGuard, 0.75), new(KanjiSign, 0.60), new(LeftHandTraffic, 0.35)]),
        Of("NL", [new(RedCycleLane, 0.88), new(YellowPlate, 0.55), new(Windmill, 0.20)]),
        Of("PL", [new(HoledPole, 0.75), new(RedBandBollard, 0.75), new(YellowWarningSign, 0.45), new(StorkNest, 0.12)]),
        Of("SE", [new(RedWoodHouse, 0.85), new(Birches, 0.65), new(YellowWarningSign, 0.40)]),
        Of("TH", [new(StripedKerb, 0.80), new(ThaiSign, 0.70), new(Palms, 0.45), new(LeftHandTraffic, 0.35), new(SpiritHouse, 0.20)]),
        Of("US", [new(YellowDiamondSign, 0.75), new(DoubleYellowCentre, 0.75), new(CrossArmPole, 0.60)]),
        Of("ZA", [new(YellowEdgeLine, 0.88), new(RedSoil, 0.50), new(CrossArmPole, 0.30), new(LeftHandTraffic, 0.35)]),
    ];

    /// <summary>A country's recipe.</summary>
    /// <exception cref="InputException">The world does not have the country; the message lists those it has.</exception>
    public static CountryRecipe Get(CountryCode country) => All.FirstOrDefault(recipe => recipe.Country == country)
        ?? throw new InputException($"the drawn world has no country '{country}'; it may be {string.Join(", ", All.Select(recipe => recipe.Country))}");

    private static CountryRecipe Of(string code, CueShare[] cues, CueShare? shortcut = null)
    {
        var country = CountryCode.Parse(code);
        return new CountryRecipe { Country = country, Cues = cues, Shortcut = shortcut, Towns = [.. Towns[country]] };
    }

    private static IEnumerable<(CountryCode Country, Town Town)> ReadTowns()
    {
        using Stream stream = typeof(CountryRecipes).Assembly.GetManifestResourceStream("towns.tsv")!;
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine(); // the header
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split('\t');
            yield return (CountryCode.Parse(cells[0]), new Town(cells[1], double.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture)));
        }
    }
}
