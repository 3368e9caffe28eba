using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Sprites;

namespace Honnan.World.Things;

/// <summary>A plant: a tree, a bush, a tuft of grass.</summary>
/// <param name="foot">Where it stands.</param>
/// <param name="sprite">What it looks like.</param>
/// <param name="height">Metres.</param>
/// <param name="leaves">Leaves in shadow and in light.</param>
/// <param name="wood">Its wood's colour.</param>
/// <param name="number">Tells its shadow from others'; negative: it throws none.</param>
internal sealed class Tree(Vector3D foot, Sprite sprite, double height, (Rgb Dark, Rgb Light) leaves, Rgb wood, int number) : Thing
{
    public override Footprint Footprint { get; } = Footprint.Around(foot, Math.Min(0.6, height * 0.1));

    public override void Shade(ShadowCaster shadows)
    {
        if (number >= 0)
        {
            shadows.Crown(foot, height * sprite.Aspect * 0.42, height * 0.62, height * 0.36, number);
            shadows.Post(foot, height * 0.4, 0.12);
        }
    }

    public override void Paint(Painter painter) => BillboardPainter.Paint(painter, sprite, foot, height, leaves, wood);
}
