using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things;

/// <summary>A number plate of another colour over a car's own.</summary>
/// <param name="frame">The car's.</param>
/// <param name="tall">Whether it is a van-like car.</param>
/// <param name="colour">The plate's colour.</param>
internal sealed class Plate(Frame frame, bool tall, Rgb colour) : Thing
{
    /// <summary>The car's: the plate is listed after it and so drawn after it.</summary>
    public override Footprint Footprint { get; } = new(frame, 0.88, 2.1);

    public override void Paint(Painter painter)
    {
        Facet rear = Car.PlateFacet(frame, tall, rear: true);
        if (rear.Faces(painter.Camera.Position))
        {
            Car.Plate(painter, rear, colour);
        }
    }
}
