using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things;

/// <summary>A straight piece of fence, wall or hedge.</summary>
/// <param name="from">One end.</param>
/// <param name="to">The other.</param>
/// <param name="kind">What it is made of.</param>
/// <param name="height">Metres.</param>
/// <param name="colour">Its colour; a hedge's leaves in light.</param>
internal sealed class Fence(Vector3D from, Vector3D to, FenceKind kind, double height, Rgb colour) : Thing
{
    public override Footprint Footprint { get; } = Footprint.Between(from, to, 0.3);

    public override void Shade(ShadowCaster shadows)
    {
        if (kind is FenceKind.Hedge or FenceKind.Wall)
        {
            double thick = kind == FenceKind.Hedge ? 0.35 : 0.12;
            (Frame frame, double length) = Along();
            shadows.Box(frame, 0, length, -thick, thick, height);
        }
    }

    public override void Paint(Painter painter)
    {
        (Frame frame, double length) = Along();
        switch (kind)
        {
            case FenceKind.Hedge:
                Boxes.Paint(painter, frame, 0, length, 0, height, -0.35, 0.35, new HedgeTexture(colour * 0.25f, colour, (float)height), colour);
                break;
            case FenceKind.Wall:
                Boxes.Paint(painter, frame, 0, length, 0, height, -0.1, 0.1, new PlasterTexture(colour, (float)from.Z, 0.6f), colour);
                Boxes.Paint(painter, frame, 0, length, height, height + 0.06, -0.15, 0.15, colour * 0.85f);
                break;
            default:
                bool bars = kind == FenceKind.Bars;
                var texture = new PicketTexture(colour, bars ? 0.13f : 0.17f, bars ? 0.22f : 0.6f, (float)height);
                Facet face = frame.Front(0, 0, 0);
                painter.Fill(face.Faces(painter.Camera.Position) ? face : frame.Back(length, 0, 0), 0, 0, length, height, texture);
                for (double at = 0; at <= length + 0.01; at += Math.Max(1.5, length / 2))
                {
                    painter.Post(frame.At(at, 0, 0), 0, height + 0.08, 0.05, 0.05, colour * 0.9f);
                }

                break;
        }
    }

    /// <summary>Axes at one end; x runs to the other.</summary>
    private (Frame Frame, double Length) Along() => (new Frame(from, Footprint.Frame.Heading), Footprint.HalfWidth * 2);
}
