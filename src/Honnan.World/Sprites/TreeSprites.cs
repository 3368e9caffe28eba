using Honnan.World.Scenery;

namespace Honnan.World.Sprites;

/// <summary>Every plant that the world has, drawn once for the process; the same on every run.</summary>
internal static class TreeSprites
{
    private const int Wide = 320;
    private const int High = 384;

    public static IReadOnlyList<Sprite> Broadleaf { get; } = [.. Enumerable.Range(0, 5).Select(i => Make(Wide, High, 10 + i, Round))];

    public static IReadOnlyList<Sprite> Bare { get; } = [.. Enumerable.Range(0, 2).Select(i => Make(Wide, High, 20 + i, Leafless))];

    public static IReadOnlyList<Sprite> Conifers { get; } = [.. Enumerable.Range(0, 3).Select(i => Make(192, High, 30 + i, Spruce))];

    public static IReadOnlyList<Sprite> Columns { get; } = [.. Enumerable.Range(0, 2).Select(i => Make(112, High, 40 + i, Poplar))];

    public static IReadOnlyList<Sprite> Birches { get; } = [.. Enumerable.Range(0, 3).Select(i => Make(240, High, 50 + i, Birch))];

    public static IReadOnlyList<Sprite> Palms { get; } = [.. Enumerable.Range(0, 3).Select(i => Make(320, High, 60 + i, Palm))];

    public static IReadOnlyList<Sprite> Bushes { get; } = [.. Enumerable.Range(0, 4).Select(i => Make(224, 160, 70 + i, Bush))];

    public static IReadOnlyList<Sprite> Tufts { get; } = [.. Enumerable.Range(0, 4).Select(i => Make(96, 64, 80 + i, Tuft))];

    private static Sprite Make(int width, int height, int number, Action<SpritePen> draw) => new(width, height, canvas =>
    {
        using var pen = new SpritePen(canvas, new Draws(0, number, 0));
        draw(pen);
    });

    private static void Round(SpritePen pen)
    {
        double high = pen.Draws.Between(118.0, 148.0);
        double middle = 18 + high;
        pen.Trunk(160, High, middle + (high * 0.2), pen.Draws.Between(17.0, 24.0), 11);
        for (int i = 0; i < 7; i++)
        {
            pen.Branch(160, middle + (high * pen.Draws.Between(0.3, 0.8)), 160 + pen.Draws.Between(-90.0, 90.0), middle - pen.Draws.Between(0.0, 50.0), pen.Draws.Between(3.0, 6.0), 0.4);
        }

        Foliage.Crown(pen, 160, middle, pen.Draws.Between(122.0, 148.0), high, 52, 0.31, 330, 3.9);
    }

    private static void Bush(SpritePen pen) =>
        Foliage.Crown(pen, 112, 92, 100, 76, 28, 0.33, 230, 3.6);

    private static void Poplar(SpritePen pen)
    {
        pen.Trunk(56, High, 300, 11, 8);
        Foliage.Crown(pen, 56, 178, pen.Draws.Between(34.0, 46.0), 170, 60, 0.46, 150, 3.6);
    }

    private static void Spruce(SpritePen pen)
    {
        pen.Trunk(96, High, 60, 13, 3);
        for (double y = 14; y < High - 34; y += 4.5)
        {
            double share = (y - 8) / (High - 42);
            double reach = (8 + (82 * share)) * (0.82 + (0.18 * Math.Abs((y / 17 % 1) - 0.5) * 2));
            for (int i = 0; i < 7 + (18 * share); i++)
            {
                double out1 = pen.Draws.Between(-1.0, 1.0);
                double x = 96 + (out1 * reach);
                double droop = Math.Abs(out1) * reach * 0.32;
                double light = 0.56 - (0.26 * out1) + pen.Draws.Between(-0.18, 0.14) - (0.1 * share);
                double length = pen.Draws.Between(7.0, 15.0);
                pen.Blade(x, y + droop, x + (Math.Sign(out1) * length * 0.8), y + droop + (length * 0.55), pen.Draws.Between(1.6, 3.0), light);
            }
        }
    }

    private static void Leafless(SpritePen pen)
    {
        pen.Trunk(160, High, 230, 18, 12);
        Twigs(pen, 160, 240, -90, 78, 11);
        Twigs(pen, 160, 260, -125, 60, 7);
        Twigs(pen, 160, 268, -55, 60, 7);
    }

    private static void Twigs(SpritePen pen, double x, double y, double degrees, double length, double width)
    {
        double angle = degrees * Math.PI / 180;
        double toX = x + (Math.Cos(angle) * length);
        double toY = y + (Math.Sin(angle) * length);
        pen.Branch(x, y, toX, toY, width, 0.55 + (0.2 * Math.Cos(angle + 2.2)));
        if (length > 9)
        {
            int branches = length > 30 ? 3 : 2;
            for (int i = 0; i < branches; i++)
            {
                double share = i == 0 ? 1 : pen.Draws.Between(0.45, 0.9);
                double turn = i == 0 ? pen.Draws.Between(-16.0, 16.0) : pen.Draws.Sign() * pen.Draws.Between(22.0, 48.0);
                Twigs(pen, x + ((toX - x) * share), y + ((toY - y) * share), degrees + turn, length * pen.Draws.Between(0.66, 0.8), Math.Max(1.1, width * 0.62));
            }
        }
    }

    private static void Birch(SpritePen pen)
    {
        int stems = 1 + pen.Draws.Below(2);
        for (int i = 0; i < stems; i++)
        {
            double foot = 120 + ((i - ((stems - 1) / 2.0)) * 34);
            double lean = pen.Draws.Between(-12.0, 12.0) + ((i - ((stems - 1) / 2.0)) * 16);
            pen.Trunk(foot, High, 66, 15, 6, lean);
            for (int mark = 0; mark < 22; mark++)
            {
                double share = pen.Draws.Between(0.02, 0.85);
                double x = foot + (lean * share) + pen.Draws.Between(-5.0, 4.0);
                double y = High - (share * (High - 66));
                pen.Branch(x, y, x + pen.Draws.Between(2.0, 6.0), y + pen.Draws.Between(-1.0, 1.5), pen.Draws.Between(1.5, 3.4), 0.05);
            }

            for (int branch = 0; branch < 9; branch++)
            {
                double share = pen.Draws.Between(0.35, 0.95);
                double x = foot + (lean * share);
                double y = High - (share * (High - 66));
                pen.Branch(x, y, x + (pen.Draws.Sign() * pen.Draws.Between(20.0, 50.0)), y - pen.Draws.Between(10.0, 40.0), 2.2, 0.35);
            }
        }

        for (int i = 0; i < 150; i++)
        {
            double up = pen.Draws.Between(-1.0, 1.0);
            double reach = 96 * Math.Sqrt(Math.Max(0, 1 - (up * up * 0.9)));
            double x = 120 + pen.Draws.Between(-reach, reach);
            double y = 132 - (up * 112);
            double light = 0.66 - ((x - 120) / 420) + (up * 0.16);
            double length = pen.Draws.Between(14.0, 42.0);
            for (int leaf = 0; leaf < 15; leaf++)
            {
                double down = pen.Draws.Between(0.0, 1.0);
                pen.Leaf(x + pen.Draws.Between(-8.0, 8.0), y + (down * length), pen.Draws.Between(2.0, 3.8), pen.Draws.Between(1.2, 2.4), pen.Draws.Between(50.0, 130.0), light + pen.Draws.Between(-0.16, 0.16) - (0.1 * down));
            }
        }
    }

    private static void Palm(SpritePen pen)
    {
        double lean = pen.Draws.Between(-34.0, 34.0);
        double top = pen.Draws.Between(118.0, 140.0);
        const int Rings = 44;
        for (int i = 0; i < Rings; i++)
        {
            double share = (double)i / Rings;
            double next = (i + 1.0) / Rings;
            double y0 = High - (share * (High - top));
            double x = 160 + (lean * share * share);
            pen.Trunk(x, y0, High - (next * (High - top)), 19 - (8 * share) + (i % 2), 18 - (8 * next), (lean * next * next) - (lean * share * share));
            pen.Branch(x - 8 + (4 * share), y0, x + 8 - (4 * share), y0, 1.2, 0.32);
        }

        double crownX = 160 + lean;
        int fronds = 17;
        for (int i = 0; i < fronds; i++)
        {
            double angle = (Math.PI * 2 * i / fronds) + pen.Draws.Between(-0.15, 0.15);
            double outward = Math.Cos(angle);
            double depth = Math.Sin(angle);
            Frond(pen, crownX, top, outward * 132, 44 + (depth * 26) + pen.Draws.Between(-14.0, 14.0), 52 + (26 * pen.Draws.Between(0.0, 1.0)), 0.52 - (0.12 * outward) - (0.16 * depth));
        }
    }

    private static void Frond(SpritePen pen, double x, double y, double reach, double rise, double fall, double light)
    {
        const int Steps = 34;
        double beforeX = x;
        double beforeY = y;
        for (int i = 1; i <= Steps; i++)
        {
            double t = (double)i / Steps;
            double toX = x + (reach * (t - (0.22 * t * t)));
            double toY = y - (rise * 4 * t * (1 - t) * 0.9) + (fall * t * t);
            pen.Blade(beforeX, beforeY, toX, toY, 2.6 - (1.6 * t), light - 0.1);
            double leaflet = (30 * Math.Sin(Math.PI * Math.Min(1, t + 0.12))) + 5;
            double along = Math.Sign(reach) * leaflet * 0.45;
            pen.Blade(toX, toY, toX + along, toY + (leaflet * 0.85), 2.2, light + 0.12 + pen.Draws.Between(-0.08, 0.08));
            pen.Blade(toX, toY, toX + (along * 1.3), toY - (leaflet * 0.28) + (leaflet * 0.5 * t), 2.0, light + 0.2 + pen.Draws.Between(-0.08, 0.08));
            (beforeX, beforeY) = (toX, toY);
        }
    }

    private static void Tuft(SpritePen pen)
    {
        for (int i = 0; i < 70; i++)
        {
            double x = 48 + pen.Draws.Between(-26.0, 26.0);
            double lean = pen.Draws.Between(-20.0, 20.0);
            double height = pen.Draws.Between(18.0, 58.0) * (1 - (Math.Abs(x - 48) / 60));
            double light = 0.55 + pen.Draws.Between(-0.25, 0.3);
            pen.Blade(x, 64, x + (lean * 0.4), 64 - (height * 0.6), 1.8, light - 0.12);
            pen.Blade(x + (lean * 0.4), 64 - (height * 0.6), x + lean, 64 - height, 1.2, light + 0.08);
        }
    }
}
