using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Scenery;
using Honnan.World.Things;
using Honnan.World.Things.Houses;

namespace Honnan.World.Staging;

/// <summary>Puts the buildings that are cues on the stage.</summary>
internal sealed class BuildingPlacer(Stage stage, Room room)
{
    /// <summary>A house beside the road; in a panorama perhaps two.</summary>
    public void House(int cue, Draws draws, Func<Draws, HouseDesign> design)
    {
        int houses = stage.Format == WorldFormat.Panorama && draws.Happens(0.6) ? 2 : 1;
        for (int i = 0; i < houses; i++)
        {
            HouseDesign house = design(draws);
            double radius = house.Width / 2;
            double middle = stage.Road.VergeFrom + (house.Depth / 2);
            double nearest = Math.Max(11, radius + 6);
            if (room.Find(draws, nearest, nearest + 12, () => draws.Sign() * (middle + draws.Between(1.5, 5.0)), radius) is { } spot)
            {
                Put(cue, house, spot);
            }
        }
    }

    /// <summary>A mill behind everything else.</summary>
    public void Mill(int cue, Draws draws)
    {
        if (room.Find(draws, 38, 62, () => draws.Sign() * draws.Between(24.0, 44.0), 7) is { } spot)
        {
            room.Reserve(spot, 5);
            var frame = new Frame(spot.Point, Facings.Towards(stage.Camera, spot.Point) + draws.Between(-0.5, 0.5));
            stage.Actors.Add(new Actor(new Windmill(frame, draws.Between(0.2, 1.4)), cue));
        }
    }

    private void Put(int cue, HouseDesign design, Spot spot)
    {
        room.Reserve(spot, design.Width / 2);
        var frame = new Frame(spot.Point, stage.Road.HeadingAt(spot.S) + (Math.Sign(spot.U) * Math.PI / 2));
        Thing house = design.Walls == WallKind.HollowBrick ? new WaterTankHouse(frame, design) : new House(frame, design);
        stage.Actors.Add(new Actor(house, cue));
    }
}
