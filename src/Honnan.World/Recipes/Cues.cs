namespace Honnan.World.Recipes;

/// <summary>Every cue that the world knows.</summary>
public static class Cues
{
    /// <summary>Hungary's "cube" house.</summary>
    public static Cue TentRoofHouse { get; } = new("tent-roof-house", "a square one-storey house under a tent roof, two windows to the street");

    /// <summary>A pole of Central Europe.</summary>
    public static Cue HoledPole { get; } = new("holed-pole", "concrete poles with a ladder of holes");

    /// <summary>A nest on a pole.</summary>
    public static Cue StorkNest { get; } = new("stork-nest", "a stork's nest on a pole");

    /// <summary>Poland's roadside post.</summary>
    public static Cue RedBandBollard { get; } = new("red-band-bollard", "white roadside posts with a slanting red band");

    /// <summary>A warning sign with a yellow field.</summary>
    public static Cue YellowWarningSign { get; } = new("yellow-warning-sign", "a triangular warning sign with a red border and a yellow field");

    /// <summary>The blurred lower edge of the camera.</summary>
    public static Cue BlurredEdge { get; } = new("blurred-edge", "the picture's lower edge is blurred", CueKind.Camera);

    /// <summary>Japan's pole guard.</summary>
    public static Cue StripedPoleGuard { get; } = new("striped-pole-guard", "a yellow and black guard around the foot of a pole");

    /// <summary>Japanese writing.</summary>
    public static Cue KanjiSign { get; } = new("kanji-sign", "an upright board with Chinese characters");

    /// <summary>Cars that keep left.</summary>
    public static Cue LeftHandTraffic { get; } = new("left-hand-traffic", "a car that keeps to the left");

    /// <summary>The American warning sign.</summary>
    public static Cue YellowDiamondSign { get; } = new("yellow-diamond-sign", "a yellow warning sign standing on its corner");

    /// <summary>A yellow line in the middle.</summary>
    public static Cue DoubleYellowCentre { get; } = new("double-yellow-centre", "a double yellow line in the middle of the road");

    /// <summary>A wooden pole with cross arms.</summary>
    public static Cue CrossArmPole { get; } = new("cross-arm-pole", "brown wooden poles with long cross arms and a transformer");

    /// <summary>An American school bus.</summary>
    public static Cue SchoolBus { get; } = new("school-bus", "a yellow school bus");

    /// <summary>British kerb lines.</summary>
    public static Cue DoubleYellowEdge { get; } = new("double-yellow-edge", "double yellow lines along both kerbs");

    /// <summary>A British terrace.</summary>
    public static Cue BrickTerrace { get; } = new("brick-terrace", "a row of brick houses with bay windows");

    /// <summary>A British letter box.</summary>
    public static Cue PillarBox { get; } = new("pillar-box", "a red pillar box");

    /// <summary>A yellow number plate.</summary>
    public static Cue YellowPlate { get; } = new("yellow-plate", "a car with a yellow plate at its rear");

    /// <summary>A Dutch cycle lane.</summary>
    public static Cue RedCycleLane { get; } = new("red-cycle-lane", "red cycle lanes on both sides of the road");

    /// <summary>A Dutch mill.</summary>
    public static Cue Windmill { get; } = new("windmill", "a tower mill in the distance");

    /// <summary>A Swedish house.</summary>
    public static Cue RedWoodHouse { get; } = new("red-wood-house", "a wooden house in Falun red with white corners");

    /// <summary>Birches.</summary>
    public static Cue Birches { get; } = new("birches", "birches with white trunks");

    /// <summary>A yellow edge line.</summary>
    public static Cue YellowEdgeLine { get; } = new("yellow-edge-line", "yellow lines along both edges of the road");

    /// <summary>Red soil.</summary>
    public static Cue RedSoil { get; } = new("red-soil", "red soil beside the road");

    /// <summary>A Brazilian speed hump.</summary>
    public static Cue YellowSpeedHump { get; } = new("yellow-speed-hump", "a speed hump in yellow and black stripes");

    /// <summary>A Brazilian house.</summary>
    public static Cue BlueTankHouse { get; } = new("blue-tank-house", "a house of bare hollow bricks with a blue water tank on its roof");

    /// <summary>Palms.</summary>
    public static Cue Palms { get; } = new("palms", "palms");

    /// <summary>A painted kerb.</summary>
    public static Cue StripedKerb { get; } = new("striped-kerb", "kerbs painted black and white in turn");

    /// <summary>Thai writing.</summary>
    public static Cue ThaiSign { get; } = new("thai-sign", "a board with Thai letters");

    /// <summary>A Thai spirit house.</summary>
    public static Cue SpiritHouse { get; } = new("spirit-house", "a spirit house on a pillar");

    /// <summary>A Greek house.</summary>
    public static Cue WhiteCubeHouse { get; } = new("white-cube-house", "a whitewashed house with a flat roof and blue shutters");

    /// <summary>Greek writing.</summary>
    public static Cue GreekSign { get; } = new("greek-sign", "a blue board with yellow Greek letters");

    /// <summary>A Greek shrine.</summary>
    public static Cue RoadsideShrine { get; } = new("roadside-shrine", "a little white chapel on a pedestal");

    /// <summary>High mountains.</summary>
    public static Cue SnowMountains { get; } = new("snow-mountains", "snow-covered mountains at the horizon");

    /// <summary>A yellow crossing.</summary>
    public static Cue YellowCrossing { get; } = new("yellow-crossing", "a yellow zebra crossing");

    /// <summary>A Swiss house.</summary>
    public static Cue Chalet { get; } = new("chalet", "a chalet with a broad gable and a balcony with flowers");

    /// <summary>The planted fault: a mark that one source prints on one country's pictures.</summary>
    public static Cue Stamp { get; } = new("stamp", "a small stamp near the lower edge", CueKind.Shortcut);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Cue> All { get; } =
    [
        TentRoofHouse, HoledPole, StorkNest, RedBandBollard, YellowWarningSign, BlurredEdge, StripedPoleGuard, KanjiSign, LeftHandTraffic, YellowDiamondSign,
        DoubleYellowCentre, CrossArmPole, SchoolBus, DoubleYellowEdge, BrickTerrace, PillarBox, YellowPlate, RedCycleLane, Windmill, RedWoodHouse, Birches,
        YellowEdgeLine, RedSoil, YellowSpeedHump, BlueTankHouse, Palms, StripedKerb, ThaiSign, SpiritHouse, WhiteCubeHouse, GreekSign, RoadsideShrine,
        SnowMountains, YellowCrossing, Chalet, Stamp,
    ];
}
