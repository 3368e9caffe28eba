using Honnan.World.Rasters;

namespace Honnan.World.Things.Houses;

/// <summary>A house's measures (metres) and looks.</summary>
internal sealed record HouseDesign
{
    /// <summary>Along the street.</summary>
    public required double Width { get; init; }

    public required double Depth { get; init; }

    public int Storeys { get; init; } = 1;

    public double StoreyHeight { get; init; } = 2.9;

    /// <summary>Height of the base under the ground floor.</summary>
    public double Plinth { get; init; } = 0.35;

    public WallKind Walls { get; init; }

    /// <summary>The upper storeys' walls, where they differ.</summary>
    public WallKind? UpperWalls { get; init; }

    public required Rgb Wall { get; init; }

    public Rgb? UpperWall { get; init; }

    public Rgb Base { get; init; } = Rgb.Hex(0x8C8881);

    /// <summary>Window frames, boards at the roof's edge.</summary>
    public Rgb Trim { get; init; } = Rgb.Hex(0xEDEBE6);

    public Rgb Door { get; init; } = Rgb.Hex(0x6B4A33);

    public Rgb Shutter { get; init; } = Rgb.Hex(0x4F6B52);

    public WindowKind Windows { get; init; }

    public double WindowWidth { get; init; } = 1.25;

    public double WindowHeight { get; init; } = 1.35;

    /// <summary>Windows (and the door) along the front, on each storey.</summary>
    public int Bays { get; init; } = 3;

    public RoofKind Roof { get; init; }

    public RoofCover Cover { get; init; }

    public Rgb RoofColour { get; init; } = Rgb.Hex(0x8E4B38);

    /// <summary>The slope, radians.</summary>
    public double Pitch { get; init; } = 0.62;

    public double Overhang { get; init; } = 0.4;

    /// <summary>Chimneys along the ridge.</summary>
    public int Chimneys { get; init; }

    /// <summary>Boards at the corners in the trim's colour.</summary>
    public bool CornerBoards { get; init; }

    /// <summary>A balcony with flowers along the upper storey's front.</summary>
    public bool Balcony { get; init; }

    /// <summary>Bay windows that stand out of the ground floor.</summary>
    public bool BayWindows { get; init; }

    /// <summary>Door's place among the bays.</summary>
    public int DoorBay { get; init; } = 1;

    /// <summary>How dirty the walls are, 0 to 1.</summary>
    public float Dirt { get; init; } = 0.3f;

    /// <summary>Where noise is read, and which curtains hang.</summary>
    public float Variation { get; init; }

    public double EavesHeight => Plinth + (Storeys * StoreyHeight);
}
