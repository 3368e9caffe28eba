using Honnan.World.Geometry;

namespace Honnan.World.Scenery;

/// <summary>
/// The road on which the camera stands: a course with a gentle bend either way, and what its surface is like. A place is given by s,
/// the metres along it from the camera, and u, the metres to the right of its middle.
/// </summary>
internal sealed class Road
{
    private const double BendLength = 70; // metres after which the course goes straight on

    private readonly double _bendAhead;
    private readonly double _bendBehind;

    public Road(Draws draws, Setting setting)
    {
        Setting = setting;
        bool winding = draws.Happens(setting is Setting.Town ? 0.3 : 0.6);
        _bendAhead = winding ? draws.Sign() / draws.Between(130.0, 520.0) : 0;
        _bendBehind = winding && draws.Happens(0.6) ? draws.Sign() / draws.Between(130.0, 520.0) : 0;
        HalfWidth = draws.Between(2.9, 3.7) + (setting == Setting.Town ? 0.5 : 0);
        HasKerb = setting switch { Setting.Town => true, Setting.Suburb => draws.Happens(0.75), Setting.Village => draws.Happens(0.25), _ => false };
        PavementWidth = HasKerb ? draws.Between(1.6, 2.6) : 0;
        SoilWidth = HasKerb ? draws.Between(0.0, 0.5) : draws.Between(0.3, 1.3);
        AsphaltLevel = draws.Between(0.36f, 0.60f);
        AsphaltWarmth = draws.Between(-0.015f, 0.03f);
        Wear = draws.Between(0f, 1f);
        SideRoadAt = draws.Happens(0.28) ? draws.Between(14.0, 45.0) * draws.Sign() : null;
        SideRoadSide = draws.Sign();
        SideRoadHalfWidth = draws.Between(2.4, 3.2);
        NoiseShift = new Vector2D(draws.Between(0.0, 512.0), draws.Between(0.0, 512.0));
    }

    public Setting Setting { get; }

    /// <summary>Metres from the middle to the asphalt's edge.</summary>
    public double HalfWidth { get; }

    public bool HasKerb { get; }

    /// <summary>Metres; 0 without a kerb.</summary>
    public double PavementWidth { get; }

    /// <summary>Metres of bare soil beside the asphalt or pavement.</summary>
    public double SoilWidth { get; }

    /// <summary>Metres from the middle to where grass begins.</summary>
    public double VergeFrom => HalfWidth + (HasKerb ? 0.15 + PavementWidth : 0) + SoilWidth;

    public float AsphaltLevel { get; }

    public float AsphaltWarmth { get; }

    /// <summary>Cracks and patches, 0 to 1.</summary>
    public float Wear { get; }

    /// <summary>The s of a road that leads off, if there is one.</summary>
    public double? SideRoadAt { get; }

    /// <summary>1: it leads off to the right; -1: to the left.</summary>
    public int SideRoadSide { get; }

    public double SideRoadHalfWidth { get; }

    public Vector2D NoiseShift { get; }

    /// <summary>The X of the road's middle.</summary>
    public double MiddleAt(double s)
    {
        double bend = s >= 0 ? _bendAhead : _bendBehind;
        double along = Math.Min(Math.Abs(s), BendLength);
        return (bend * along * along / 2) + (bend * along * (Math.Abs(s) - along));
    }

    /// <summary>The road's direction: radians to the right of its direction at the camera.</summary>
    public double HeadingAt(double s)
    {
        double bend = s >= 0 ? _bendAhead : _bendBehind;
        return Math.Atan(bend * Math.Min(Math.Abs(s), BendLength) * Math.Sign(s));
    }

    public Vector3D At(double s, double u, double height = 0) => new(MiddleAt(s) + u, height, s);

    /// <summary>Whether a place is on the road that leads off, or nearer to it than a distance.</summary>
    public bool OnSideRoad(double s, double u, double margin) =>
        SideRoadAt is { } at && Math.Sign(u) == SideRoadSide && Math.Abs(s - at) < SideRoadHalfWidth + margin;
}
