using Honnan.World.Lens;
using Honnan.World.Optics;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Recipes;
using Honnan.World.Scenery;

namespace Honnan.World.Staging;

/// <summary>Makes a picture of a stage.</summary>
internal static class Director
{
    /// <summary>Draws a stage and does to it what the camera and the source do: what is on the canvas then is the picture.</summary>
    /// <param name="easel">Where to draw.</param>
    /// <param name="stage">What to draw.</param>
    /// <param name="hidden">Cues that are left out; everything else stays where it is.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="picture">The picture's number.</param>
    public static void Draw(Easel easel, Stage stage, IReadOnlySet<Cue> hidden, long seed, long picture)
    {
        Compose(easel, stage, hidden, seed, picture);
        Develop(easel.Canvas, stage, hidden, seed, picture);
    }

    /// <summary>Draws sky, horizon, shadows, ground, marks, and then what stands, from the back to the front.</summary>
    /// <param name="easel">Where to draw.</param>
    /// <param name="stage">What to draw.</param>
    /// <param name="hidden">Cues that are left out; everything else stays where it is.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="picture">The picture's number.</param>
    public static void Compose(Easel easel, Stage stage, IReadOnlySet<Cue> hidden, long seed, long picture)
    {
        Canvas canvas = easel.Canvas;
        var painter = new Painter(canvas, easel.Filler, stage.Camera, stage.Light);
        SkyPainter.Paint(canvas, stage.Camera, stage.Light);
        int mountains = stage.NumberOf(Cues.SnowMountains);
        if (mountains >= 0 && !hidden.Contains(Cues.SnowMountains))
        {
            MountainPainter.Paint(canvas, stage.Camera, stage.Light, Bit(mountains), new Draws(seed, picture, (long)StagePart.Mountains));
        }

        HorizonPainter.Paint(canvas, stage.Camera, stage.Light, stage.Plants, new Draws(seed, picture, (long)StagePart.Hills));
        List<Actor> order = PaintOrder.Of(stage.Actors, stage.Camera);
        var shadows = new ShadowCaster(painter);
        foreach (Actor actor in order)
        {
            With(actor, thing => thing.Shade(shadows));
        }

        new GroundPainter(canvas, stage.Camera, stage.Light, stage.Road, stage.Plants).Paint();
        foreach (Marking marking in stage.Markings.Where(marking => !IsHidden(marking.Cue)))
        {
            painter.Owner = Bit(marking.Cue);
            marking.Mark.Paint(painter);
        }

        foreach (Actor actor in order)
        {
            With(actor, thing => thing.Paint(painter));
        }

        bool IsHidden(int cue) => cue >= 0 && hidden.Contains(stage.Cues[cue]);

        void With(Actor actor, Action<Things.Thing> act)
        {
            bool gone = IsHidden(actor.Cue);
            painter.Owner = gone ? (byte)0 : Bit(actor.Cue);
            if ((gone ? actor.Instead : actor.Thing) is { } thing)
            {
                act(thing);
            }
        }
    }

    /// <summary>What the camera and the source do to the picture.</summary>
    private static void Develop(Canvas canvas, Stage stage, IReadOnlySet<Cue> hidden, long seed, long picture)
    {
        int blurred = stage.NumberOf(Cues.BlurredEdge);
        if (blurred >= 0 && !hidden.Contains(Cues.BlurredEdge))
        {
            BlurredEdge.Apply(canvas, stage.Camera.Wraps, Bit(blurred));
        }

        Exposure.Apply(canvas, new Draws(seed, picture, (long)StagePart.Lens));
        if (stage.Format == WorldFormat.Window)
        {
            GameOverlay.Apply(canvas, new Draws(seed, picture, (long)StagePart.Overlay));
        }

        int stamped = stage.NumberOf(Cues.Stamp);
        if (stamped >= 0 && !hidden.Contains(Cues.Stamp))
        {
            Stamp.Apply(canvas, Bit(stamped));
        }
    }

    private static byte Bit(int cue) => cue < 0 ? (byte)0 : (byte)(1 << cue);
}
