namespace Honnan.World.Geometry;

/// <summary>The rectangle of ground that a thing takes.</summary>
/// <param name="Frame">Its axes; the origin is the rectangle's middle.</param>
/// <param name="HalfWidth">Metres from the middle along x.</param>
/// <param name="HalfDepth">Metres from the middle along z.</param>
internal sealed record Footprint(Frame Frame, double HalfWidth, double HalfDepth)
{
    public Vector3D Middle => Frame.Origin;

    /// <summary>The four corners, around.</summary>
    public Vector3D[] Corners { get; } =
    [
        Frame.At(-HalfWidth, 0, -HalfDepth), Frame.At(HalfWidth, 0, -HalfDepth), Frame.At(HalfWidth, 0, HalfDepth), Frame.At(-HalfWidth, 0, HalfDepth),
    ];

    /// <summary>A square about a point.</summary>
    public static Footprint Around(Vector3D middle, double half) => new(new Frame(middle, 0), half, half);

    /// <summary>The strip between two points; x runs from one to the other.</summary>
    public static Footprint Between(Vector3D from, Vector3D to, double half)
    {
        Vector3D d = to - from;
        return new(new Frame((from + to) * 0.5, Math.Atan2(d.X, d.Z) - (Math.PI / 2)), d.Horizontal / 2, half);
    }

    /// <summary>
    /// Whether this one can hide the other from an eye: null where neither can be told to be in front. Two rectangles that do not
    /// overlap have a line between them along a side of one; what is on the eye's side of it is in front.
    /// </summary>
    public bool? InFrontOf(Footprint other, Vector3D eye)
    {
        if (SideOf(other, eye) is { } otherFirst)
        {
            return !otherFirst;
        }

        return other.SideOf(this, eye);
    }

    /// <summary>Whether the other one is in front of this one, by this one's sides; null where no side is between them.</summary>
    private bool? SideOf(Footprint other, Vector3D eye)
    {
        Vector3D right = Frame.Right;
        Vector3D depth = Frame.Depth;
        Span<(Vector3D Out, double Half)> sides = [(right, HalfWidth), (right * -1, HalfWidth), (depth, HalfDepth), (depth * -1, HalfDepth)];
        foreach ((Vector3D outward, double half) in sides)
        {
            double nearest = double.MaxValue;
            foreach (Vector3D corner in other.Corners)
            {
                nearest = Math.Min(nearest, outward.Dot(corner - Middle));
            }

            if (nearest >= half - 0.01)
            {
                return outward.Dot(eye - Middle) > half;
            }
        }

        return null;
    }
}
