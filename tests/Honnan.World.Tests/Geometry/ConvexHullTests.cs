using CsCheck;
using Honnan.World.Geometry;
using Xunit;

namespace Honnan.World.Tests.Geometry;

public sealed class ConvexHullTests
{
    [Fact]
    public void Of_AnyPoints_HasThemAllOnItsInnerSide() =>
        Gen.Select(Gen.Double[-9, 9], Gen.Double[-9, 9], (x, y) => new Vector2D(x, y)).List[3, 20].Sample(points =>
        {
            Vector2D[] hull = ConvexHull.Of(points);
            Assert.Subset(points.ToHashSet(), hull.ToHashSet());
            for (int i = 0; i < hull.Length; i++)
            {
                Vector2D side = hull[(i + 1) % hull.Length] - hull[i];
                Assert.All(points, p => Assert.True((side.X * (p.Y - hull[i].Y)) - (side.Y * (p.X - hull[i].X)) > -1e-9));
            }
        });
}
