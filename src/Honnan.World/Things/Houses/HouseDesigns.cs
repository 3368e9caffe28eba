using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Things.Houses;

/// <summary>Designs of houses: those that stand in every country, and those that are a country's cue.</summary>
internal static class HouseDesigns
{
    private static readonly Rgb[] Plasters =
    [
        Rgb.Hex(0xE6E1D6), Rgb.Hex(0xDCD3BE), Rgb.Hex(0xD9C9A8), Rgb.Hex(0xCFC7BC), Rgb.Hex(0xC9B79A), Rgb.Hex(0xD8BFA0),
        Rgb.Hex(0xBFC5C4), Rgb.Hex(0xC5CCB8), Rgb.Hex(0xB9A894), Rgb.Hex(0xDAD7D0),
    ];

    private static readonly Rgb[] Tiles =
    [
        Rgb.Hex(0x8E4B38), Rgb.Hex(0x9C5A42), Rgb.Hex(0x7A4638), Rgb.Hex(0x6B5A50), Rgb.Hex(0x5A5350), Rgb.Hex(0x84604C), Rgb.Hex(0x4F4E50),
    ];

    private static readonly Rgb[] Trims = [Rgb.Hex(0xEDEBE6), Rgb.Hex(0xE2DED4), Rgb.Hex(0x6A4E3A), Rgb.Hex(0x8A8580), Rgb.Hex(0xF0EFEA)];

    private static readonly Rgb[] Doors = [Rgb.Hex(0x6B4A33), Rgb.Hex(0x4A3A30), Rgb.Hex(0x7A6A58), Rgb.Hex(0x56606A), Rgb.Hex(0x7F5A40)];

    /// <summary>A house as it may stand anywhere.</summary>
    public static HouseDesign Ordinary(Draws draws, Setting setting)
    {
        int storeys = setting switch
        {
            Setting.Town => 2 + draws.Below(2),
            Setting.Suburb => 1 + draws.Below(2),
            _ => draws.Happens(0.72) ? 1 : 2,
        };
        double depth = draws.Between(7.0, 9.5);

        // Low houses under hipped roofs would look like one country's cue, and white ones with flat roofs like another's.
        RoofKind roof = draws.OneOf(RoofKind.Gable, RoofKind.Gable, RoofKind.GableToFront, storeys > 1 ? RoofKind.Hip : RoofKind.Gable, setting == Setting.Town ? RoofKind.Flat : RoofKind.Gable);
        double width = roof switch
        {
            RoofKind.Hip => depth + draws.Between(3.5, 6.0),
            RoofKind.GableToFront => draws.Between(7.0, 9.0),
            _ => draws.Between(8.0, 13.0),
        };
        WallKind walls = roof == RoofKind.Flat ? WallKind.Boards : draws.OneOf(WallKind.Plaster, WallKind.Plaster, WallKind.Plaster, WallKind.Boards, WallKind.Stone);
        Rgb wall = walls switch
        {
            WallKind.Boards => draws.OneOf(Rgb.Hex(0xC8C3B6), Rgb.Hex(0x9DA59F), Rgb.Hex(0xB5A78E), Rgb.Hex(0xD6D0C0), Rgb.Hex(0x8F8270)),
            WallKind.Stone => draws.OneOf(Rgb.Hex(0x9A9080), Rgb.Hex(0xA89C88), Rgb.Hex(0x8A8884)),
            _ => draws.OneOf(Plasters),
        };
        int bays = Math.Max(2, (int)(width / draws.Between(2.7, 3.6)));
        return new HouseDesign
        {
            Width = width,
            Depth = depth,
            Storeys = storeys,
            Plinth = draws.Between(0.2, 0.6),
            Walls = walls,
            Wall = wall,
            Base = Rgb.Grey(draws.Between(0.42f, 0.6f)),
            Trim = draws.OneOf(Trims),
            Door = draws.OneOf(Doors),
            Shutter = draws.OneOf(Rgb.Hex(0x55604E), Rgb.Hex(0x6A5A4C), Rgb.Hex(0x7D7A74)),
            Windows = draws.OneOf(WindowKind.Casement, WindowKind.Casement, WindowKind.Cross, WindowKind.Shutters, WindowKind.Wide),
            Bays = bays,
            DoorBay = draws.Below(bays),
            Roof = roof,
            Cover = draws.OneOf(RoofCover.Pantiles, RoofCover.Pantiles, RoofCover.Slate, RoofCover.Sheet),
            RoofColour = draws.OneOf(Tiles),
            Pitch = draws.Between(0.48, 0.78),
            Overhang = draws.Between(0.25, 0.6),
            Chimneys = draws.Below(2),
            Dirt = draws.Between(0.05f, 0.6f),
            Variation = draws.Between(0f, 1f),
        };
    }

    /// <summary>The Hungarian "cube" of the 1960s and 70s: one square storey under a tent roof, two windows to the street.</summary>
    public static HouseDesign TentRoofed(Draws draws)
    {
        double side = draws.Between(9.0, 10.2);
        return new HouseDesign
        {
            Width = side,
            Depth = side,
            Plinth = draws.Between(0.7, 1.0),
            StoreyHeight = 3.0,
            Wall = draws.OneOf(Rgb.Hex(0xE3D9A8), Rgb.Hex(0xD9CBB0), Rgb.Hex(0xC9D2BE), Rgb.Hex(0xE0CDB6), Rgb.Hex(0xD8D8D2), Rgb.Hex(0xE2D3C4)),
            Base = Rgb.Hex(0x8E867C),
            Windows = WindowKind.Wide,
            WindowWidth = 1.9,
            WindowHeight = 1.5,
            Bays = 2,
            DoorBay = -1,
            Roof = RoofKind.Tent,
            Cover = RoofCover.Pantiles,
            RoofColour = draws.OneOf(Rgb.Hex(0x8E4B38), Rgb.Hex(0x7A4638), Rgb.Hex(0x6B5A50), Rgb.Hex(0x84604C)),
            Pitch = draws.Between(0.60, 0.70),
            Overhang = 0.5,
            Chimneys = draws.Happens(0.8) ? 1 : 0,
            Dirt = draws.Between(0.1f, 0.5f),
            Variation = draws.Between(0f, 1f),
        };
    }

    /// <summary>The Swedish wooden house in Falun red with white corners.</summary>
    public static HouseDesign RedWood(Draws draws) => new()
    {
        Width = draws.Between(8.5, 11.5),
        Depth = draws.Between(6.5, 8.0),
        Storeys = draws.Happens(0.45) ? 2 : 1,
        StoreyHeight = 2.7,
        Plinth = 0.5,
        Walls = WallKind.UprightBoards,
        Wall = Rgb.Hex(0x862B23).Mixed(Rgb.Hex(0x983A2C), draws.Between(0f, 1f)),
        Trim = Rgb.Hex(0xF2F0EA),
        Door = draws.OneOf(Rgb.Hex(0x2F4B3A), Rgb.Hex(0xEDEBE6), Rgb.Hex(0x3B4A5C)),
        Windows = WindowKind.Cross,
        WindowWidth = 1.1,
        Bays = 3,
        DoorBay = 1,
        Roof = draws.Happens(0.7) ? RoofKind.Gable : RoofKind.GableToFront,
        Cover = draws.OneOf(RoofCover.Pantiles, RoofCover.Sheet),
        RoofColour = draws.OneOf(Rgb.Hex(0x4A4646), Rgb.Hex(0x84513F), Rgb.Hex(0x5A5350)),
        Pitch = draws.Between(0.62, 0.80),
        Overhang = 0.35,
        Chimneys = 1,
        CornerBoards = true,
        Dirt = 0.1f,
        Variation = draws.Between(0f, 1f),
    };

    /// <summary>The whitewashed Greek house: flat roof, blue shutters and door.</summary>
    public static HouseDesign WhiteCube(Draws draws)
    {
        Rgb blue = Rgb.Hex(0x2C62A8).Mixed(Rgb.Hex(0x3E86B8), draws.Between(0f, 1f));
        return new HouseDesign
        {
            Width = draws.Between(7.5, 10.0),
            Depth = draws.Between(7.0, 9.0),
            Storeys = draws.Happens(0.5) ? 2 : 1,
            StoreyHeight = 3.0,
            Plinth = 0.2,
            Wall = Rgb.Hex(0xF4F3EE),
            Base = Rgb.Hex(0xE4E2DC),
            Trim = blue,
            Door = blue,
            Shutter = blue,
            Windows = WindowKind.Shutters,
            WindowWidth = 1.0,
            WindowHeight = 1.3,
            Bays = 3,
            DoorBay = draws.Below(3),
            Roof = RoofKind.Flat,
            Overhang = 0,
            Dirt = 0.05f,
            Variation = draws.Between(0f, 1f),
        };
    }

    /// <summary>The Swiss chalet: a broad low gable far over the front, dark wood above white walls, a balcony with flowers.</summary>
    public static HouseDesign Chalet(Draws draws) => new()
    {
        Width = draws.Between(10.5, 13.0),
        Depth = draws.Between(9.5, 11.5),
        Storeys = 2,
        StoreyHeight = 2.6,
        Plinth = 0.4,
        Walls = WallKind.Plaster,
        Wall = Rgb.Hex(0xE6E2DA),
        UpperWalls = WallKind.Boards,
        UpperWall = Rgb.Hex(0x6A4128).Mixed(Rgb.Hex(0x8A5A36), draws.Between(0f, 1f)),
        Trim = Rgb.Hex(0x7A5033),
        Door = Rgb.Hex(0x5A3A24),
        Shutter = draws.OneOf(Rgb.Hex(0x2F5A3A), Rgb.Hex(0x8A2E2A)),
        Windows = WindowKind.Shutters,
        WindowWidth = 1.0,
        WindowHeight = 1.15,
        Bays = 4,
        DoorBay = draws.Below(2),
        Roof = RoofKind.GableToFront,
        Cover = RoofCover.Slate,
        RoofColour = draws.OneOf(Rgb.Hex(0x5E544E), Rgb.Hex(0x6B5A50)),
        Pitch = draws.Between(0.36, 0.44),
        Overhang = 1.15,
        Balcony = true,
        Dirt = 0.15f,
        Variation = draws.Between(0f, 1f),
    };

    /// <summary>The British terrace: red brick, bay windows, a chimney stack on every house.</summary>
    public static HouseDesign BrickTerrace(Draws draws) => new()
    {
        Width = draws.Between(19.0, 24.0),
        Depth = draws.Between(8.0, 9.0),
        Storeys = 2,
        StoreyHeight = 2.8,
        Plinth = 0.25,
        Walls = WallKind.Brick,
        Wall = Rgb.Hex(0x8A4636).Mixed(Rgb.Hex(0xA05A40), draws.Between(0f, 1f)),
        Trim = Rgb.Hex(0xEEECE6),
        Windows = WindowKind.Sash,
        WindowWidth = 1.15,
        WindowHeight = 1.45,
        Bays = 8,
        DoorBay = draws.Below(2),
        BayWindows = true,
        Chimneys = 4,
        Roof = RoofKind.Gable,
        Cover = RoofCover.Slate,
        RoofColour = draws.OneOf(Rgb.Hex(0x55585E), Rgb.Hex(0x5C534E)),
        Pitch = 0.66,
        Overhang = 0.25,
        Dirt = 0.2f,
        Variation = draws.Between(0f, 1f),
    };

    /// <summary>The Brazilian house of bare hollow bricks with a flat slab.</summary>
    public static HouseDesign HollowBrick(Draws draws) => new()
    {
        Width = draws.Between(7.0, 9.5),
        Depth = draws.Between(7.0, 9.0),
        Storeys = 1 + draws.Below(2),
        StoreyHeight = 2.8,
        Plinth = 0.1,
        Walls = WallKind.HollowBrick,
        Wall = Rgb.Hex(0xB9714A).Mixed(Rgb.Hex(0xC58058), draws.Between(0f, 1f)),
        Trim = Rgb.Hex(0xA6A19A),
        Door = Rgb.Hex(0x5F6468),
        Windows = WindowKind.Wide,
        WindowWidth = 1.5,
        WindowHeight = 1.1,
        Bays = 3,
        DoorBay = draws.Below(3),
        Roof = RoofKind.Flat,
        Overhang = 0,
        Dirt = 0.5f,
        Variation = draws.Between(0f, 1f),
    };
}
