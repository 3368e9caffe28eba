using CsCheck;
using Honnan.World.Geometry;
using Xunit;

namespace Honnan.World.Tests.Geometry;

public sealed class FootprintTests
{
    private static readonly Gen<Footprint> Footprints =
        from x in Gen.Double[-20, 20]
        from z in Gen.Double[4, 40]
        from heading in Gen.Double[-3, 3]
        from width in Gen.Double[0.1, 6]
        from depth in Gen.Double[0.1, 6]
        select new Footprint(new Frame(new Vector3D(x, 0, z), heading), width, depth);

    [Fact]
    public void InFrontOf_AnyTwo_NoRayMeetsThemInTheOtherOrder() => Gen.Select(Footprints, Footprints, Gen.Double[-1.4, 1.4]).Sample((a, b, angle) =>
    {
        if (a.InFrontOf(b, default) is not { } first)
        {
            return;
        }

        var ray = new Vector3D(Math.Sin(angle), 0, Math.Cos(angle));
        if (Enter(a, ray) is { } toA && Enter(b, ray) is { } toB)
        {
            Assert.Equal(first, toA < toB);
        }
    }, iter: 2000);

    [Fact]
    public void InFrontOf_Overlapping_CannotTell()
    {
        var one = Footprint.Around(new Vector3D(0, 0, 10), 2);
        Assert.Null(one.InFrontOf(Footprint.Around(new Vector3D(1, 0, 11), 2), default));
        Assert.True(one.InFrontOf(Footprint.Around(new Vector3D(1, 0, 16), 2), default));
        Assert.False(one.InFrontOf(Footprint.Around(new Vector3D(1, 0, 6), 1), default));
    }

    /// <summary>How far along a ray from the origin a rectangle begins (slabs), or null where the ray misses it.</summary>
    private static double? Enter(Footprint place, Vector3D ray)
    {
        double from = 0;
        double to = double.MaxValue;
        foreach ((Vector3D axis, double half) in new[] { (place.Frame.Right, place.HalfWidth), (place.Frame.Depth, place.HalfDepth) })
        {
            double along = ray.Dot(axis);
            double middle = place.Middle.Dot(axis);
            double one = (middle - half) / along;
            double other = (middle + half) / along;
            from = Math.Max(from, Math.Min(one, other));
            to = Math.Min(to, Math.Max(one, other));
        }

        return from < to && from > 0.05 ? from : null;
    }
}
