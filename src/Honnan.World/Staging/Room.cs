using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Scenery;

namespace Honnan.World.Staging;

/// <summary>
/// Which ground is taken, and which lines of sight must stay free: a cue that is in the picture must also be seen, so nothing that
/// is as broad may stand in front of it.
/// </summary>
internal sealed class Room(Camera camera, Road road)
{
    private const int Tries = 60;

    private readonly List<(Vector3D Middle, double Radius)> _taken = [];
    private readonly List<(double Azimuth, double Half, double Distance)> _sights = [];

    /// <summary>Half the field in which cues are put, radians: the frame's edges are stretched, and an overlay covers its corners.</summary>
    private double Field => Math.Atan(0.60 * Math.Tan(camera.HalfWidth));

    /// <summary>Looks for a place for a cue where it is seen.</summary>
    /// <param name="draws">Chooses.</param>
    /// <param name="nearest">Metres from the camera.</param>
    /// <param name="farthest">Metres from the camera.</param>
    /// <param name="sides">Gives the distance from the road's middle to try, to the right or (negative) to the left.</param>
    /// <param name="radius">Half the thing's breadth.</param>
    /// <param name="slack">How far its edges may reach out of the field, as a share of its breadth.</param>
    /// <returns>Null where no try fitted.</returns>
    public Spot? Find(Draws draws, double nearest, double farthest, Func<double> sides, double radius, double slack = 0.4)
    {
        for (int attempt = 0; attempt < 6 * Tries; attempt++)
        {
            double reach = attempt < 2 * Tries ? farthest : attempt < 4 * Tries ? farthest * 1.6 : farthest * 2.5;
            double s = draws.Between(nearest * 0.3, reach) * draws.Sign();
            double u = sides();
            Vector3D point = road.At(s, u);
            double distance = camera.DistanceOf(point);
            if (distance < nearest || distance > reach || road.OnSideRoad(s, u, radius))
            {
                continue;
            }

            double azimuth = camera.AzimuthOf(point);
            double half = Math.Atan(radius / distance);
            if ((!camera.Wraps && Math.Abs(azimuth) + (half * (1 - slack)) > Field) || !IsFree(point, radius) || IsHidden(azimuth, half, distance) || Hides(azimuth, half * 0.9, distance))
            {
                continue;
            }

            return new Spot(s, u, point, distance);
        }

        return null;
    }

    /// <summary>Takes the ground around a point.</summary>
    public void Take(Vector3D middle, double radius) => _taken.Add((middle, radius));

    /// <summary>Takes a place's ground and keeps the line of sight to it free.</summary>
    public void Reserve(Spot spot, double radius)
    {
        Take(spot.Point, radius);
        _sights.Add((camera.AzimuthOf(spot.Point), Math.Atan(radius / spot.Distance), spot.Distance));
    }

    /// <summary>Whether a thing may stand here: on free ground, and not in front of a cue.</summary>
    public bool Admits(Vector3D point, double radius) => IsFree(point, radius) && IsOutOfSight(point, radius);

    /// <summary>Whether a thing is not in front of a cue.</summary>
    public bool IsOutOfSight(Vector3D point, double radius)
    {
        double distance = camera.DistanceOf(point);
        return distance > 3.6 + radius && !Hides(camera.AzimuthOf(point), Math.Atan(radius / distance), distance);
    }

    private bool IsFree(Vector3D point, double radius)
    {
        foreach ((Vector3D middle, double taken) in _taken)
        {
            if ((middle - point).Horizontal < taken + radius)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether something here would stand in front of a reserved place.</summary>
    private bool Hides(double azimuth, double half, double distance)
    {
        foreach ((double other, double otherHalf, double otherDistance) in _sights)
        {
            if (distance < otherDistance && Apart(azimuth, other) < half + (otherHalf * 0.85))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a reserved place is in front of this one.</summary>
    private bool IsHidden(double azimuth, double half, double distance)
    {
        foreach ((double other, double otherHalf, double otherDistance) in _sights)
        {
            if (otherDistance < distance && otherHalf > half * 0.3 && Apart(azimuth, other) < half + otherHalf)
            {
                return true;
            }
        }

        return false;
    }

    private static double Apart(double a, double b)
    {
        double apart = Math.Abs(a - b) % Math.Tau;
        return Math.Min(apart, Math.Tau - apart);
    }
}
