using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things;

/// <summary>A red British pillar box.</summary>
internal sealed class PillarBox(Frame frame) : Thing
{
    private static readonly Rgb Red = Rgb.Hex(0xC3201F);

    public override Footprint Footprint { get; } = new(frame, 0.28, 0.28);

    public override void Shade(ShadowCaster shadows)
    {
        shadows.Post(frame.Origin, 1.6, 0.24);
        shadows.Foot(frame, -0.2, 0.2, -0.2, 0.2);
    }

    public override void Paint(Painter painter)
    {
        Vector3D foot = frame.Origin;
        painter.Post(foot, 0, 0.18, 0.27, 0.27, Rgb.Hex(0x1D1D1F));
        painter.Post(foot, 0.18, 1.38, 0.24, 0.24, Red);
        painter.Post(foot, 1.34, 1.44, 0.30, 0.30, Red);
        painter.Post(foot, 1.44, 1.58, 0.28, 0.14, Red * 1.06f);
        Facet face = painter.Facing(foot);
        painter.Fill(face, -0.14, 1.20, 0.14, 1.26, Rgb.Hex(0x1A1414));
        painter.Fill(face, -0.10, 0.86, 0.10, 1.10, Rgb.Hex(0xEDEBE4));
    }
}
