using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things.Houses;

/// <summary>A house of bare hollow bricks with a blue water tank on its roof.</summary>
internal sealed class WaterTankHouse(Frame frame, HouseDesign design) : House(frame, design)
{
    private static readonly Rgb Blue = Rgb.Hex(0x2A6DBB);

    public override void Paint(Painter painter)
    {
        base.Paint(painter);
        double roof = Design.EavesHeight + 0.5;
        double x = Design.Width * 0.16;
        double z = -Design.Depth * 0.2;
        Rgb concrete = Rgb.Hex(0xA39F98);
        Boxes.Paint(painter, Frame, x - 0.95, x + 0.95, roof, roof + 0.35, z - 0.95, z + 0.95, concrete);
        Vector3D foot = Frame.At(x, 0, z);
        painter.Post(foot, roof + 0.35, roof + 1.45, 0.72, 0.92, Blue);
        painter.Post(foot, roof + 1.45, roof + 1.58, 0.99, 0.99, Blue * 0.86f);
        painter.Post(foot, roof + 1.58, roof + 1.80, 0.95, 0.40, Blue * 1.12f);
        for (int i = 0; i < 4; i++)
        {
            double a = Design.Width * (-0.42 + (0.28 * i));
            painter.Wire([Frame.At(a, roof, -Design.Depth * 0.45), Frame.At(a + 0.03, roof + 0.4, -Design.Depth * 0.45), Frame.At(a + 0.1, roof + 0.75, -Design.Depth * 0.45)], 0.05, Rgb.Hex(0x5A4638));
        }
    }
}
