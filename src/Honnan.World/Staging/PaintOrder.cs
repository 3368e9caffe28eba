using Honnan.World.Geometry;
using Honnan.World.Optics;

namespace Honnan.World.Staging;

/// <summary>Orders actors from the back to the front.</summary>
internal static class PaintOrder
{
    /// <summary>
    /// Far ones come first; but where one footprint lies before another as seen from the camera, it comes after it (the farthest of
    /// those that nothing unpainted must precede; circles are broken at the farthest).
    /// </summary>
    public static List<Actor> Of(IReadOnlyList<Actor> actors, Camera camera)
    {
        Seen[] seen = [.. actors.Select(actor => new Seen(actor, camera)).Where(s => s.IsInView(camera)).OrderByDescending(s => s.Distance)];
        var order = new List<Actor>(seen.Length);
        var state = new byte[seen.Length]; // 1: what is behind it is being looked for, 2: painted
        for (int i = 0; i < seen.Length; i++)
        {
            Visit(i);
        }

        return order;

        void Visit(int i)
        {
            if (state[i] != 0)
            {
                return;
            }

            state[i] = 1;
            for (int j = 0; j < seen.Length; j++)
            {
                if (state[j] == 0 && j != i && seen[j].Overlaps(seen[i]) && seen[i].Actor.Thing.Footprint.InFrontOf(seen[j].Actor.Thing.Footprint, camera.Position) == true)
                {
                    Visit(j);
                }
            }

            state[i] = 2;
            order.Add(seen[i].Actor);
        }
    }

    /// <summary>An actor with its azimuths.</summary>
    private sealed class Seen
    {
        private const double Margin = 0.04; // radians, for what sticks out of a footprint

        private readonly double _middle;
        private readonly double _half;

        public Seen(Actor actor, Camera camera)
        {
            Actor = actor;
            Footprint place = actor.Thing.Footprint;
            Distance = camera.DistanceOf(place.Middle);
            _middle = camera.AzimuthOf(place.Middle);
            foreach (Vector3D corner in place.Corners)
            {
                _half = Math.Max(_half, Apart(camera.AzimuthOf(corner), _middle));
            }

            Spread = Math.Atan2(4, Distance);
        }

        public Actor Actor { get; }

        public double Distance { get; }

        /// <summary>Room for crowns and arms when asking whether anything is in the frame.</summary>
        private double Spread { get; }

        public bool IsInView(Camera camera) => camera.Wraps || Math.Abs(_middle) - _half - Spread < camera.HalfWidth;

        public bool Overlaps(Seen other) => Apart(_middle, other._middle) < _half + other._half + Margin;

        private static double Apart(double a, double b)
        {
            double apart = Math.Abs(a - b) % Math.Tau;
            return Math.Min(apart, Math.Tau - apart);
        }
    }
}
