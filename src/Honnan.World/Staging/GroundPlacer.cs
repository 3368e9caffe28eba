using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Recipes;
using Honnan.World.Scenery;
using Honnan.World.Textures;
using Honnan.World.Things.Marks;

namespace Honnan.World.Staging;

/// <summary>Paints lines, lanes and the like on the stage's ground.</summary>
internal sealed class GroundPlacer(Stage stage, Room room)
{
    private const double From = -70;
    private const double To = 110;

    private Road Road => stage.Road;

    /// <summary>Lines as any road may have them; none where a cue has its own.</summary>
    public void OrdinaryLines(Draws draws)
    {
        float wear = draws.Between(0.1f, 0.75f);
        bool centre = draws.Happens(0.68);
        double dash = draws.Between(2.5, 4.5);
        double gap = dash * draws.Between(0.9, 2.0);
        bool edges = draws.Happens(0.4);
        bool through = draws.Happens(0.25);
        bool crossing = draws.Happens(0.16);
        double crossingAt = draws.Between(9.0, 26.0) * draws.Sign();
        if (centre && !stage.Has(Cues.DoubleYellowCentre))
        {
            Put(new RoadLine(Road, 0, 0.13, Palette.WhitePaint, wear, through ? null : dash, gap));
        }

        if (edges && !stage.Has(Cues.YellowEdgeLine) && !stage.Has(Cues.DoubleYellowEdge) && !stage.Has(Cues.RedCycleLane))
        {
            Put(new RoadLine(Road, Road.HalfWidth - 0.2, 0.12, Palette.WhitePaint, wear));
            Put(new RoadLine(Road, 0.2 - Road.HalfWidth, 0.12, Palette.WhitePaint, wear));
        }

        if (crossing && !stage.Has(Cues.YellowCrossing) && !stage.Has(Cues.YellowSpeedHump))
        {
            Put(new Crossing(Road, crossingAt, 3.2, Palette.WhitePaint, wear));
        }
    }

    /// <summary>Yellow lines, mirrored about the road's middle.</summary>
    /// <param name="cue">Their number.</param>
    /// <param name="draws">Chooses how worn they are.</param>
    /// <param name="width">Metres.</param>
    /// <param name="distances">Their distances from the road's middle.</param>
    public void YellowLines(int cue, Draws draws, double width, params ReadOnlySpan<double> distances)
    {
        float wear = draws.Between(0.05f, 0.5f);
        foreach (double distance in distances)
        {
            Put(new RoadLine(Road, distance, width, Palette.YellowPaint, wear), cue);
            Put(new RoadLine(Road, -distance, width, Palette.YellowPaint, wear), cue);
        }
    }

    public void CycleLanes(int cue, Draws draws)
    {
        Rgb red = Rgb.Hex(0x8F4A42).Mixed(Rgb.Hex(0xA3564A), draws.Between(0f, 1f));
        double width = draws.Between(1.25, 1.55);
        float wear = draws.Between(0.1f, 0.5f);
        foreach (int side in new[] { -1, 1 })
        {
            double inner = side * (Road.HalfWidth - width);
            double outer = side * Road.HalfWidth;
            Put(new GroundStrip<LaneTexture>(Road, Math.Min(inner, outer), Math.Max(inner, outer), From, To, new LaneTexture(red)), cue);
            Put(new RoadLine(Road, inner, 0.11, Palette.WhitePaint, wear, 1.1, 1.1), cue);
        }
    }

    public void RedSoil(int cue, Draws draws)
    {
        Rgb red = Rgb.Hex(0xA4502E).Mixed(Rgb.Hex(0xB9623A), draws.Between(0f, 1f));
        float from = (float)(Road.VergeFrom - Road.SoilWidth);
        float width = draws.Between(2.0f, 3.2f);
        var texture = new BareSoilTexture(Road, from, width, red);
        double reach = from + (width * 1.4);
        Put(new GroundStrip<BareSoilTexture>(Road, from - 0.5, reach, From, To, texture), cue);
        Put(new GroundStrip<BareSoilTexture>(Road, -reach, 0.5 - from, From, To, texture), cue);
    }

    /// <summary>Something across the road, near enough to be seen well.</summary>
    public void Across(int cue, Draws draws, double length, Func<double, Mark> make)
    {
        int marks = stage.Format == WorldFormat.Panorama && draws.Happens(0.6) ? 2 : 1;
        for (int i = 0; i < marks; i++)
        {
            if (room.Find(draws, 5.5, 10.5, () => draws.Between(-0.3, 0.3), length / 2, slack: 1) is { } spot)
            {
                double s = spot.S - (length / 2);
                room.Take(spot.Point, length);
                Put(make(s), cue);
            }
        }
    }

    public void Put(Mark mark, int cue = -1) => stage.Markings.Add(new Marking(mark, cue));
}
