using Honnan.World.Geometry;
using Honnan.World.Painting;

namespace Honnan.World.Things;

/// <summary>Something that stands in the scene.</summary>
internal abstract class Thing
{
    /// <summary>The ground that it takes: it decides what is in front of what.</summary>
    public abstract Footprint Footprint { get; }

    /// <summary>Takes light from the ground.</summary>
    public virtual void Shade(ShadowCaster shadows)
    {
    }

    /// <summary>Draws it.</summary>
    public abstract void Paint(Painter painter);
}
