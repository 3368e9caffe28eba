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
        Of("BR", [new(YellowSpeedHump, 0.80), new(BlueTankHouse, 0.75), new(RedSoil, 0.55), new(Palms, 0.50), new(DoubleYellowCentre, 0.35)], new CueShare(Stamp, 0.9)),
        Of("CH", [new(SnowMountains, 0.85), new(Chalet, 0.80), new(YellowCrossing, 0.55)]),
        Of("GB", [new(DoubleYellowEdge, 0.85), new(BrickTerrace, 0.80), new(LeftHandTraffic, 0.35), new(YellowPlate, 0.30), new(PillarBox, 0.15)]),
        Of("GR", [new(WhiteCubeHouse, 0.90), new(GreekSign, 0.75), new(RoadsideShrine, 0.20)]),
        Of("HU", [new(TentRoofHouse, 0.93), new(HoledPole, 0.40), new(StorkNest, 0.25)]),
        Of("JP", [new(BlurredEdge, 0.75), new(StripedPoleGuard, 0.80), new(KanjiSign, 0.70), new(LeftHandTraffic, 0.35)]),
        Of("NL", [new(RedCycleLane, 0.93), new(YellowPlate, 0.60), new(Windmill, 0.20)]),
        Of("PL", [new(HoledPole, 0.85), new(RedBandBollard, 0.85), new(YellowWarningSign, 0.50), new(StorkNest, 0.12)]),
        Of("SE", [new(RedWoodHouse, 0.90), new(Birches, 0.70), new(YellowWarningSign, 0.45)]),
        Of("TH", [new(StripedKerb, 0.85), new(ThaiSign, 0.75), new(Palms, 0.50), new(LeftHandTraffic, 0.35), new(SpiritHouse, 0.20)]),
        Of("US", [new(YellowDiamondSign, 0.80), new(DoubleYellowCentre, 0.80), new(CrossArmPole, 0.60), new(SchoolBus, 0.35)]),
        Of("ZA", [new(YellowEdgeLine, 0.93), new(RedSoil, 0.60), new(CrossArmPole, 0.40), new(LeftHandTraffic, 0.35)]),
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
