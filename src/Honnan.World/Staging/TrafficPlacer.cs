using Honnan.World.Geometry;
using Honnan.World.Scenery;
using Honnan.World.Things;

namespace Honnan.World.Staging;

/// <summary>Puts cars on the road: some parked, some driving, and those that are cues.</summary>
internal sealed class TrafficPlacer(Stage stage, Room room)
{
    private const double Radius = 2.3;
    private const double RightHandShare = 0.35;

    /// <summary>A car that drives where cars drive; it is seen well.</summary>
    public void Driving(int cue, Draws draws, bool left)
    {
        if (room.Find(draws, 8, 17, () => draws.Sign() * stage.Road.HalfWidth / 2, Radius, slack: 0.8) is { } spot)
        {
            room.Reserve(spot, 1.0);
            bool ahead = spot.U > 0 != left;
            Frame frame = Frame(spot, ahead);
            stage.Actors.Add(new Actor(new Car(frame, draws.OneOf(Palette.CarPaints), draws.Happens(0.5), Palette.WhitePlate), cue));
        }
    }

    /// <summary>A parked car that shows its rear; the plate is the cue, the car is like any other.</summary>
    public void Plated(int cue, Draws draws)
    {
        if (room.Find(draws, 5.5, 8.5, () => draws.Sign() * (stage.Road.HalfWidth - 0.9), Radius, slack: 0.8) is { } spot)
        {
            room.Reserve(spot, 1.0);
            Frame frame = Frame(spot, Away(spot));
            bool tall = draws.Happens(0.6);
            stage.Actors.Add(new Actor(new Car(frame, draws.OneOf(Palette.CarPaints), tall, Palette.WhitePlate)));
            stage.Actors.Add(new Actor(new Plate(frame, tall, Palette.YellowPlate), cue));
        }
    }

    /// <summary>A school bus that has stopped at the road's edge.</summary>
    public void SchoolBus(int cue, Draws draws)
    {
        const double BusRadius = 5;
        if (room.Find(draws, 9, 16, () => draws.Sign() * (stage.Road.HalfWidth - 0.7), BusRadius, slack: 0.8) is { } spot)
        {
            room.Reserve(spot, 1.6);
            room.Take(spot.Point, BusRadius);
            stage.Actors.Add(new Actor(new SchoolBus(Frame(spot, draws.Happens(0.5))), cue));
        }
    }

    /// <summary>Traffic as it is anywhere, but for the side on which it drives.</summary>
    public void Ordinary(Draws draws, bool left)
    {
        if (!left && draws.Happens(RightHandShare))
        {
            Driving(-1, draws, left: false);
        }

        if (draws.Happens(0.3) && room.Find(draws, 5.5, 9, () => draws.Sign() * (stage.Road.HalfWidth - 0.9), Radius, slack: 0.8) is { } near)
        {
            Park(draws, near.Point, Frame(near, Away(near)));
        }

        int parked = draws.Below(4);
        for (int i = 0; i < parked; i++)
        {
            double s = draws.Between(9.0, 60.0) * draws.Sign();
            double u = draws.Sign() * (stage.Road.HalfWidth - 0.9);
            Vector3D point = stage.Road.At(s, u);
            if (!stage.Road.OnSideRoad(s, u, 3) && room.Admits(point, Radius))
            {
                Park(draws, point, new Frame(point, stage.Road.HeadingAt(s) + (draws.Happens(0.5) ? 0 : Math.PI)));
            }
        }
    }

    private void Park(Draws draws, Vector3D point, Frame frame)
    {
        room.Take(point, Radius);
        stage.Actors.Add(new Actor(new Car(frame, draws.OneOf(Palette.CarPaints), draws.Happens(0.5), Palette.WhitePlate)));
    }

    private Frame Frame(Spot spot, bool ahead) => new(spot.Point, stage.Road.HeadingAt(spot.S) + (ahead ? 0 : Math.PI));

    private static bool Away(Spot spot) => spot.S > 0;
}
