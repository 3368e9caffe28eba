using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Things.Marks;

/// <summary>Kerb stones painted white and black in turn, on both sides.</summary>
internal sealed class StripedKerb(Road road) : Mark
{
    private const double Stone = 1.0;
    private const double Height = 0.22;
    private const double Width = 0.24;
    private static readonly Rgb White = Rgb.Hex(0xECEAE4);
    private static readonly Rgb Black = Rgb.Hex(0x2A2B2E);

    public override void Paint(Painter painter)
    {
        foreach (int side in new[] { -1, 1 })
        {
            for (int i = 45; i >= 0; i--)
            {
                PaintStone(painter, side, i * Stone, i);
                PaintStone(painter, side, -(i + 1) * Stone, i + 1);
            }
        }
    }

    private void PaintStone(Painter painter, int side, double s, int number)
    {
        if (road.OnSideRoad(s + (Stone / 2), side * road.HalfWidth, 2.5))
        {
            return;
        }

        double near = side * road.HalfWidth;
        var frame = new Frame(road.At(s, near), Math.Atan2(road.MiddleAt(s + Stone) - road.MiddleAt(s), Stone));
        double left = side > 0 ? 0 : -Width;
        Boxes.Paint(painter, frame, left, left + Width, 0, Height, 0, Stone * 1.01, number % 2 == 0 ? White : Black);
    }
}
