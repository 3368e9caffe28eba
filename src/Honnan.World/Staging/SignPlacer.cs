using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Scenery;
using Honnan.World.Things;
using Honnan.World.Things.Signs;

namespace Honnan.World.Staging;

/// <summary>Puts signs, boards and other small things beside the road.</summary>
internal sealed class SignPlacer(Stage stage, Room room)
{
    /// <summary>Something that looks at the camera, a little askew.</summary>
    /// <param name="cue">Its number, or -1.</param>
    /// <param name="draws">Chooses.</param>
    /// <param name="nearest">Metres from the camera.</param>
    /// <param name="farthest">Metres from the camera.</param>
    /// <param name="radius">Half its breadth.</param>
    /// <param name="make">Makes it from its frame.</param>
    public void Put(int cue, Draws draws, double nearest, double farthest, double radius, Func<Frame, Thing> make)
    {
        int signs = cue >= 0 && stage.Format == WorldFormat.Panorama && draws.Happens(0.6) ? 2 : 1;
        for (int i = 0; i < signs; i++)
        {
            if (room.Find(draws, nearest, farthest, () => draws.Sign() * (Beside(draws) + radius), radius + 0.1) is { } spot)
            {
                if (cue >= 0)
                {
                    room.Reserve(spot, radius);
                }

                var frame = new Frame(spot.Point, Facings.Towards(stage.Camera, spot.Point) + draws.Between(-0.38, 0.38));
                stage.Actors.Add(new Actor(make(frame), cue));
            }
        }
    }

    /// <summary>Roadside posts every few metres; the first one is seen well.</summary>
    public void Bollards(int cue, Draws draws)
    {
        double beside = Beside(draws);
        if (room.Find(draws, 4.5, 7.5, () => draws.Sign() * beside, 0.2) is not { } spot)
        {
            return;
        }

        double step = draws.Between(7.0, 11.0);
        for (int i = -6; i <= 6; i++)
        {
            foreach (int side in new[] { 1, -1 })
            {
                double s = spot.S + (i * step);
                Vector3D foot = stage.Road.At(s, side * spot.U);
                if (stage.Camera.DistanceOf(foot) > 3 && !stage.Road.OnSideRoad(s, side * spot.U, 0.5) && (room.Admits(foot, 0.15) || (i == 0 && side == 1)))
                {
                    double ahead = Facings.Towards(stage.Camera, foot);
                    stage.Actors.Add(new Actor(new Bollard(new Frame(foot, ahead + draws.Between(-0.1, 0.1))), cue));
                    room.Take(foot, 0.2);
                }
            }
        }

        room.Reserve(spot, 0.2);
    }

    /// <summary>Signs as they stand anywhere.</summary>
    public void Ordinary(Draws draws)
    {
        if (draws.Happens(0.5))
        {
            Put(-1, draws, 7, 30, 0.45, frame => draws.Below(5) switch
            {
                0 => new TrafficSign(frame, PlateShape.Circle, 0.36, 2.3, Palette.SignRed, Palette.SignWhite, Palette.SignBlack, draws.Below(4)),
                1 => new TrafficSign(frame, PlateShape.Circle, 0.36, 2.3, Palette.SignBlue, Palette.SignBlue, Palette.SignWhite, 3),
                2 => new TrafficSign(frame, PlateShape.Square, 0.34, 2.3, Palette.SignBlue, Palette.SignBlue, Palette.SignWhite, draws.Below(4)),
                3 => new TrafficSign(frame, PlateShape.GiveWay, 0.48, 2.2, Palette.SignRed, Palette.SignWhite, Palette.SignWhite, 0),
                _ => new TrafficSign(frame, PlateShape.Triangle, 0.48, 2.3, Palette.SignRed, Palette.SignWhite, Palette.SignBlack, draws.Below(4)),
            });
        }

        if (draws.Happens(0.3))
        {
            Put(-1, draws, 10, 34, 1.2, frame => Boards.Latin(frame, draws));
        }
    }

    private double Beside(Draws draws) => stage.Road.HalfWidth + (stage.Road.HasKerb ? draws.Between(0.45, 0.8) : draws.Between(0.7, 1.6));
}
