using Honnan.World.Geometry;
using Honnan.World.Rasters;
using Honnan.World.Sprites;

namespace Honnan.World.Painting;

/// <summary>Draws plants: upright pictures that face the camera.</summary>
internal static class BillboardPainter
{
    private const double Nearest = 1; // metres; a picture of a plant is no plant when one stands in it

    /// <summary>Draws a sprite that stands at a point.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="sprite">What.</param>
    /// <param name="foot">Where its lower edge's middle is.</param>
    /// <param name="height">Metres.</param>
    /// <param name="leaves">Leaves in shadow and in light.</param>
    /// <param name="wood">The wood's colour.</param>
    public static void Paint(Painter painter, Sprite sprite, Vector3D foot, double height, (Rgb Dark, Rgb Light) leaves, Rgb wood)
    {
        if (painter.Camera.DistanceOf(foot) < Nearest)
        {
            return;
        }

        // The sun is on the sprite's left; where it is on the right, the sprite is mirrored, and where it is behind, all is darker.
        Facet facing = painter.Facing(foot);
        double side = facing.U.Dot(painter.Light.ToSun);
        double front = facing.Normal.Dot(painter.Light.ToSun);
        Lighting air = painter.LightOn(Vector3D.Up, foot);
        Rgb sun = painter.Light.Sun * (float)(0.62 + (0.38 * front));
        Rgb bright = painter.Light.Sky + (sun * 0.95f);
        Rgb dim = (painter.Light.Sky * 0.92f) + (sun * 0.25f);
        var tint = new Tint(
            (leaves.Dark * dim).Mixed(air.Haze, air.HazeShare),
            (leaves.Light * bright).Mixed(air.Haze, air.HazeShare),
            (wood * dim * 0.25f).Mixed(air.Haze, air.HazeShare),
            (wood * bright).Mixed(air.Haze, air.HazeShare));
        double halfWidth = height * sprite.Aspect / 2;
        var corners = new List<Vector2D>();
        Vector3D left = facing.At(-halfWidth, 0);
        Vector3D right = facing.At(halfWidth, 0);
        painter.Camera.Project([left, right, right + new Vector3D(0, height, 0), left + new Vector3D(0, height, 0)], painter.Camera.AzimuthOf(left), corners);
        if (corners.Count < 4)
        {
            return;
        }

        double x0 = corners.Min(c => c.X);
        double x1 = corners.Max(c => c.X);
        double y0 = corners.Min(c => c.Y);
        double y1 = corners.Max(c => c.Y);
        int turns = painter.Camera.Wraps ? 1 : 0;
        for (int turn = -turns; turn <= turns; turn++)
        {
            double shift = turn * (double)painter.Canvas.Width;
            if (x1 + shift > 0 && x0 + shift < painter.Canvas.Width)
            {
                Draw(painter.Canvas, sprite, x0 + shift, y0, x1 + shift, y1, side > 0, tint, painter.Owner);
            }
        }
    }

    private static void Draw(Canvas canvas, Sprite sprite, double x0, double y0, double x1, double y1, bool mirrored, Tint tint, byte owner)
    {
        Sprite.Level level = sprite.For(y1 - y0);
        double perX = level.Width / (x1 - x0);
        double perY = level.Height / (y1 - y0);
        int right = Math.Min(canvas.Width, (int)Math.Ceiling(x1));
        int bottom = Math.Min(canvas.Height, (int)Math.Ceiling(y1));
        for (int y = Math.Max(0, (int)y0); y < bottom; y++)
        {
            double v = ((y + 0.5 - y0) * perY) - 0.5;
            int row0 = (int)Math.Floor(v);
            int downShare = (int)((v - row0) * 256);
            int top = Math.Clamp(row0, 0, level.Height - 1) * level.Width;
            int below = Math.Clamp(row0 + 1, 0, level.Height - 1) * level.Width;
            bool lastRow = row0 + 1 > level.Height - 1;
            for (int x = Math.Max(0, (int)x0); x < right; x++)
            {
                double u = ((x + 0.5 - x0) * perX) - 0.5;
                u = mirrored ? level.Width - 1 - u : u;
                int column = (int)Math.Floor(u);
                if (column < 0 || column >= level.Width - 1 || row0 < 0)
                {
                    continue;
                }

                int rightShare = (int)((u - column) * 256);
                uint sample = Between(
                    Between(level.Pixels[top + column], level.Pixels[top + column + 1], rightShare),
                    Between(level.Pixels[below + column], level.Pixels[below + column + 1], rightShare),
                    lastRow ? 0 : downShare);
                int alpha = (int)(sample >> 24);
                if (alpha == 0)
                {
                    continue;
                }

                float whole = 1f / alpha;
                float light = (sample & 255) * whole;
                float wood = ((sample >> 8) & 255) * whole;
                Rgb colour = tint.LeafDark.Mixed(tint.LeafLight, light);
                if (wood > 0.01f)
                {
                    colour = colour.Mixed(tint.WoodDark.Mixed(tint.WoodLight, light), wood);
                }

                canvas.Blend((y * canvas.Width) + x, colour, alpha, owner);
            }
        }
    }

    private static uint Between(uint a, uint b, int share)
    {
        const uint Even = 0x00FF00FF;
        uint s = (uint)share;
        uint low = (((a & Even) * (256 - s)) + ((b & Even) * s)) >> 8;
        uint high = (((a >> 8) & Even) * (256 - s)) + (((b >> 8) & Even) * s);
        return (low & Even) | (high & ~Even);
    }

    private readonly record struct Tint(Rgb LeafDark, Rgb LeafLight, Rgb WoodDark, Rgb WoodLight);
}
