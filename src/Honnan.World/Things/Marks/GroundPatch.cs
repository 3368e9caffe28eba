using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things.Marks;

/// <summary>A rectangle of another surface: a driveway, a mended place.</summary>
internal sealed class GroundPatch<TTexture>(Footprint place, TTexture texture) : Mark
    where TTexture : struct, ITexture
{
    public override void Paint(Painter painter)
    {
        Facet facet = place.Frame.Top(-place.HalfWidth, 0, -place.HalfDepth);
        painter.FillGround(facet, [new(0, 0), new(2 * place.HalfWidth, 0), new(2 * place.HalfWidth, 2 * place.HalfDepth), new(0, 2 * place.HalfDepth)], texture);
    }
}
