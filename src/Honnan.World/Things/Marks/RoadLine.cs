using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using Honnan.World.Textures;

namespace Honnan.World.Things.Marks;

/// <summary>A line painted along the road, through or dashed.</summary>
/// <param name="road">The road.</param>
/// <param name="middle">Metres of its middle to the right of the road's.</param>
/// <param name="width">Metres.</param>
/// <param name="colour">The paint's.</param>
/// <param name="wear">How worn it is, 0 to 1.</param>
/// <param name="dash">Metres of a dash; null for a line without gaps.</param>
/// <param name="gap">Metres between dashes.</param>
internal sealed class RoadLine(Road road, double middle, double width, Rgb colour, float wear, double? dash = null, double gap = 0) : Mark
{
    private const double From = -120;
    private const double To = 160;

    public override void Paint(Painter painter)
    {
        if (dash is null)
        {
            Strip(painter, From, 0);
            Strip(painter, 0, To);
            return;
        }

        for (double s = From; s < To; s += dash.Value + gap)
        {
            Strip(painter, s, s + dash.Value);
        }
    }

    private void Strip(Painter painter, double from, double to) =>
        painter.FillGround(Facet.Ground, RoadStrips.Outline(road, middle - (width / 2), middle + (width / 2), from, to), new PaintTexture(colour, wear));
}
