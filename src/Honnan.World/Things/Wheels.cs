using Honnan.World.Geometry;

namespace Honnan.World.Things;

/// <summary>Round outlines.</summary>
internal static class Wheels
{
    private const int Corners = 18;

    /// <summary>A disc about the origin.</summary>
    public static Vector2D[] Disc(double radius)
    {
        var disc = new Vector2D[Corners];
        for (int i = 0; i < Corners; i++)
        {
            (double sin, double cos) = Math.SinCos(Math.Tau * i / Corners);
            disc[i] = new Vector2D(cos * radius, sin * radius);
        }

        return disc;
    }
}
