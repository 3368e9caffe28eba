using Honnan.World.Geometry;
using Honnan.World.Recipes;
using Honnan.World.Scenery;
using Honnan.World.Things.Poles;

namespace Honnan.World.Staging;

/// <summary>Puts a line of poles with wires along one side of the road, and street lamps along the other.</summary>
internal sealed class PolePlacer(Stage stage, Room room)
{
    private const int Poles = 4;

    /// <summary>Places the poles; call it once before the small cues and once after them.</summary>
    /// <param name="draws">Chooses.</param>
    /// <param name="ofCues">Whether only poles that are cues are placed, or only others.</param>
    public void Place(Draws draws, bool ofCues)
    {
        int holed = stage.NumberOf(Cues.HoledPole);
        int arms = stage.NumberOf(Cues.CrossArmPole);
        int guard = stage.NumberOf(Cues.StripedPoleGuard);
        int nest = stage.NumberOf(Cues.StorkNest);
        bool wanted = holed >= 0 || arms >= 0 || guard >= 0 || nest >= 0;
        bool stands = draws.Happens(0.62);
        double height = draws.Between(7.2, 8.6);
        double spacing = draws.Between(26.0, 36.0);
        float tone = draws.Between(0.85f, 1.12f);
        PoleKind ordinary = draws.Happens(0.5) ? PoleKind.Plain : PoleKind.Wood;
        double beside = stage.Road.HalfWidth + (stage.Road.HasKerb ? draws.Between(0.4, 0.7) : draws.Between(1.0, 2.2));
        double free = draws.Between(-20.0, 20.0);
        int freeSide = draws.Sign();
        if (wanted != ofCues || (!wanted && !stands))
        {
            return;
        }

        (double nearest, double farthest) = nest >= 0 || arms >= 0 ? (10.5, 16.0) : holed >= 0 ? (6.0, 10.0) : (5.0, 8.0);
        Spot? spot = wanted ? room.Find(draws, nearest, farthest, () => draws.Sign() * beside, 0.45) : null;
        double from = spot?.S ?? free;
        int side = spot is { } found ? Math.Sign(found.U) : freeSide;
        if (spot is { } seen)
        {
            room.Reserve(seen, 0.4);
        }

        Frame? before = null;
        for (int i = -Poles; i <= Poles; i++)
        {
            double s = from + (i * spacing);
            Vector3D foot = stage.Road.At(s, side * beside);
            if ((i != 0 || spot is null) && !room.Admits(foot, 0.25))
            {
                before = null;
                continue;
            }

            var frame = new Frame(foot, stage.Road.HeadingAt(s) + (side * Math.PI / 2));
            Put(frame, height, tone, ordinary, holed, arms);
            if (guard >= 0)
            {
                stage.Actors.Add(new Actor(new Sleeve(frame), guard));
            }

            if (nest >= 0 && i == 0)
            {
                stage.Actors.Add(new Actor(new StorkNest(frame, height + (arms >= 0 ? 0.3 : 0), draws.Below(1_000_000)), nest));
            }

            if (before is not null)
            {
                stage.Actors.Add(new Actor(new Wires(before.Turned(0, 0, Math.PI / 2), frame.Turned(0, 0, Math.PI / 2), height)));
            }

            room.Take(foot, 0.4);
            before = frame;
        }
    }

    /// <summary>Street lamps, where it is built up.</summary>
    public void Lamps(Draws draws)
    {
        bool wanted = stage.Setting is Setting.Town or Setting.Suburb ? draws.Happens(0.6) : draws.Happens(0.2);
        double spacing = draws.Between(24.0, 34.0);
        double from = draws.Between(0.0, spacing);
        int side = draws.Sign();
        double beside = stage.Road.HalfWidth + 0.6;
        double height = draws.Between(5.5, 7.5);
        for (int i = -3; wanted && i <= 4; i++)
        {
            double s = from + (i * spacing);
            Vector3D foot = stage.Road.At(s, side * beside);
            if (!stage.Road.OnSideRoad(s, side * beside, 0.5) && room.Admits(foot, 0.4))
            {
                stage.Actors.Add(new Actor(new Lamp(new Frame(foot, stage.Road.HeadingAt(s) + (side * Math.PI / 2)), height)));
                room.Take(foot, 0.3);
            }
        }
    }

    private void Put(Frame frame, double height, float tone, PoleKind ordinary, int holed, int arms)
    {
        // A slender pole hides behind the cue's: it stands there when the cue is left out, so that the wires hang on something.
        var slender = new Pole(frame, PoleKind.Slender, height, tone);
        Actor actor = holed >= 0
            ? new Actor(new Pole(frame, PoleKind.Holed, height, tone), holed, slender)
            : arms >= 0
                ? new Actor(new Pole(frame, PoleKind.CrossArms, height, tone), arms, slender)
                : new Actor(new Pole(frame, ordinary, height, tone));
        stage.Actors.Add(actor);
    }
}
