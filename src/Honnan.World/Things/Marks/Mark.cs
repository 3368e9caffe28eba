using Honnan.World.Painting;

namespace Honnan.World.Things.Marks;

/// <summary>Something that lies on the ground, painted or built into it.</summary>
internal abstract class Mark
{
    /// <summary>Draws it; the ground is painted already.</summary>
    public abstract void Paint(Painter painter);
}
