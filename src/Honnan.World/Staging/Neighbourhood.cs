using Honnan.World.Geometry;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using Honnan.World.Sprites;
using Honnan.World.Textures;
using Honnan.World.Things;
using Honnan.World.Things.Houses;
using Honnan.World.Things.Marks;

namespace Honnan.World.Staging;

/// <summary>Builds up both sides of the road as it may look anywhere: houses with gardens, fences, trees, fields.</summary>
internal sealed class Neighbourhood(Stage stage, Room room, TreePlacer trees, Draws draws)
{
    private const double From = -80;
    private const double To = 120;

    private Road Road => stage.Road;

    public void Build()
    {
        foreach (int side in new[] { -1, 1 })
        {
            double s = From + draws.Between(0.0, 10.0);
            while (s < To)
            {
                double lot = stage.Setting switch
                {
                    Setting.Town => draws.Between(12.0, 16.0),
                    Setting.Suburb => draws.Between(15.0, 22.0),
                    Setting.Village => draws.Between(18.0, 30.0),
                    _ => draws.Between(24.0, 44.0),
                };
                Lot(side, s + (lot / 2), lot);
                s += lot;
            }
        }

        Avenue();
        if (stage.Setting is Setting.Country or Setting.Village)
        {
            Wood(draws.Sign());
        }
    }

    private void Lot(int side, double s, double lot)
    {
        double share = stage.Setting switch { Setting.Town => 0.85, Setting.Suburb => 0.8, Setting.Village => 0.6, _ => 0.14 };
        bool built = draws.Happens(share);
        HouseDesign design = HouseDesigns.Ordinary(draws, stage.Setting);
        double setback = stage.Setting switch
        {
            Setting.Town => draws.Between(0.6, 3.0),
            Setting.Suburb => draws.Between(4.0, 7.5),
            Setting.Village => draws.Between(3.0, 9.0),
            _ => draws.Between(8.0, 20.0),
        };
        double front = Road.VergeFrom + setback;
        double u = side * (front + (design.Depth / 2));
        Vector3D middle = Road.At(s, u);
        double radius = Math.Max(design.Width, design.Depth) / 2;
        if (built && !Road.OnSideRoad(s, u, radius + 1) && room.Admits(middle, radius + 0.5))
        {
            room.Take(middle, radius);
            stage.Actors.Add(new Actor(new House(new Frame(middle, Road.HeadingAt(s) + (side * Math.PI / 2)), design)));
            Garden(side, s, lot, front, design.Depth);
        }
        else
        {
            Clump(side, s, lot);
        }

        if (setback > 2.5 && draws.Happens(built ? 0.6 : 0.2))
        {
            FenceFront(side, s, lot);
        }
    }

    private void Garden(int side, double s, double lot, double front, double depth)
    {
        if (draws.Happens(0.45))
        {
            double at = s + (draws.Sign() * lot * 0.38);
            double length = front + 3 - Road.HalfWidth;
            double heading = Road.HeadingAt(at) + (side * Math.PI / 2);
            var place = new Footprint(new Frame(Road.At(at, side * (Road.HalfWidth + (length / 2))), heading), 1.4, length / 2);
            stage.Markings.Add(new Marking(new GroundPatch<LaneTexture>(place, new LaneTexture(draws.OneOf(Rgb.Hex(0x9A968E), Rgb.Hex(0x8A8378), Rgb.Hex(0xA39A88))))));
        }

        int plants = draws.Below(5);
        for (int i = 0; i < plants; i++)
        {
            bool behind = draws.Happens(0.45);
            double u = side * (behind ? front + depth + draws.Between(2.0, 9.0) : Road.VergeFrom + draws.Between(1.2, Math.Max(1.4, front - Road.VergeFrom - 0.8)));
            double at = s + draws.Between(-lot / 2, lot / 2);
            bool bush = !behind && draws.Happens(0.55);
            IReadOnlyList<Sprite> kind = bush ? TreeSprites.Bushes : trees.Kind(draws);
            trees.Ordinary(draws, Road.At(at, u), kind, bush ? draws.Between(0.8, 2.2) : behind ? draws.Between(6.0, 12.0) : draws.Between(3.5, 7.0));
        }
    }

    private void Clump(int side, double s, double lot)
    {
        int plants = draws.Below(6);
        for (int i = 0; i < plants; i++)
        {
            double u = side * (Road.VergeFrom + draws.Between(2.5, 22.0));
            double at = s + draws.Between(-lot / 2, lot / 2);
            bool bush = draws.Happens(0.35);
            if (!Road.OnSideRoad(at, u, 1.5))
            {
                trees.Ordinary(draws, Road.At(at, u), bush ? TreeSprites.Bushes : trees.Kind(draws), bush ? draws.Between(1.0, 2.8) : draws.Between(5.0, 12.0));
            }
        }
    }

    private void FenceFront(int side, double s, double lot)
    {
        FenceKind kind = draws.OneOf(FenceKind.Hedge, FenceKind.Hedge, FenceKind.Pickets, FenceKind.Bars, FenceKind.Wall);
        double height = kind == FenceKind.Hedge ? draws.Between(0.8, 1.5) : draws.Between(0.7, 1.25);
        Rgb colour = kind switch
        {
            FenceKind.Hedge => stage.Plants.Leaves(draws).Light,
            FenceKind.Pickets => draws.OneOf(Rgb.Hex(0x8A7A66), Rgb.Hex(0xB9B2A6), Rgb.Hex(0x6A5A4A)),
            FenceKind.Bars => draws.OneOf(Rgb.Hex(0x4A5A50), Rgb.Hex(0x4A4C50), Rgb.Hex(0x6A6C70)),
            _ => draws.OneOf(Rgb.Hex(0xB5AFA4), Rgb.Hex(0xC9C2B4), Rgb.Hex(0xA39C90)),
        };
        double u = side * (Road.VergeFrom + 0.9);
        double piece = lot / 4;
        for (double at = s - (lot / 2); at < s + (lot / 2) - 0.1; at += piece)
        {
            if (!Road.OnSideRoad(at + (piece / 2), u, piece) && IsClear(at, at + piece, u) && draws.Happens(0.9))
            {
                stage.Actors.Add(new Actor(new Fence(Road.At(at, u), Road.At(at + piece, u), kind, height, colour)));
            }
        }
    }

    private bool IsClear(double from, double to, double u)
    {
        for (int i = 0; i <= 4; i++)
        {
            if (!room.IsOutOfSight(Road.At(from + ((to - from) * i / 4), u), 0.3))
            {
                return false;
            }
        }

        return room.Admits(Road.At((from + to) / 2, u), 0.3);
    }

    private void Avenue()
    {
        bool planted = draws.Happens(0.3);
        double spacing = draws.Between(8.0, 14.0);
        double height = draws.Between(5.0, 9.0);
        double u = Road.VergeFrom + 0.6;
        bool both = draws.Happens(0.5);
        IReadOnlyList<Sprite> kind = trees.Kind(draws);
        for (double s = From; planted && s < To; s += spacing)
        {
            for (int side = both ? -1 : 1; side <= 1; side += 2)
            {
                if (!Road.OnSideRoad(s, side * u, 2))
                {
                    trees.Ordinary(draws, Road.At(s + draws.Between(-0.6, 0.6), side * u), kind, height * draws.Between(0.85, 1.15));
                }
            }
        }
    }

    private void Wood(int side)
    {
        bool stands = draws.Happens(0.5);
        double edge = draws.Between(10.0, 26.0);
        IReadOnlyList<Sprite> kind = trees.Kind(draws);
        for (int i = 0; stands && i < 42; i++)
        {
            double s = draws.Between(From, To);
            double u = side * (Road.VergeFrom + edge + draws.Between(0.0, 14.0));
            if (!Road.OnSideRoad(s, u, 2))
            {
                trees.Ordinary(draws, Road.At(s, u), draws.Happens(0.7) ? kind : trees.Kind(draws), draws.Between(7.0, 13.0));
            }
        }
    }
}
