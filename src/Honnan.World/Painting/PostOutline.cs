using Honnan.World.Geometry;

namespace Honnan.World.Painting;

/// <summary>An upright round post that narrows evenly; metres.</summary>
internal readonly record struct PostOutline(double Bottom, double Top, double BottomRadius, double TopRadius)
{
    public Vector2D[] Corners => [new(-BottomRadius, Bottom), new(BottomRadius, Bottom), new(TopRadius, Top), new(-TopRadius, Top)];

    /// <summary>The radius at a height, cut to the post's ends.</summary>
    public float RadiusAt(float height)
    {
        float share = Math.Clamp((height - (float)Bottom) / (float)Math.Max(1e-6, Top - Bottom), 0, 1);
        return (float)BottomRadius + ((float)(TopRadius - BottomRadius) * share);
    }
}
