using Honnan.Data;
using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Recipes;
using Honnan.World.Scenery;
using Honnan.World.Sprites;
using Honnan.World.Things;
using Honnan.World.Things.Houses;
using Honnan.World.Things.Marks;
using Honnan.World.Things.Signs;

namespace Honnan.World.Staging;

/// <summary>Sets the stage of a picture: light, road and camera, then the cues, then everything that may stand anywhere.</summary>
internal sealed class StageBuilder(CountryRecipe recipe, WorldFormat format, PictureSize size, long seed, long picture)
{
    public Stage Build()
    {
        var light = new Daylight(Draws(StagePart.Light));
        Setting setting = Draws(StagePart.Setting).OneOf(Setting.Country, Setting.Village, Setting.Suburb, Setting.Town);
        var road = new Road(Draws(StagePart.Road), setting);
        var stage = new Stage
        {
            Format = format,
            Light = light,
            Setting = setting,
            Road = road,
            Plants = new Plants(Draws(StagePart.Plants), light.Season),
            Camera = PlaceCamera(road),
            Cues = ChooseCues(),
        };
        var room = new Room(stage.Camera, road);
        var trees = new TreePlacer(stage, room);
        PlaceCues(stage, room, trees);
        new GroundPlacer(stage, room).OrdinaryLines(Draws(StagePart.Lines));
        new TrafficPlacer(stage, room).Ordinary(Draws(StagePart.Traffic), DrivesOnLeft);
        new PolePlacer(stage, room).Place(Draws(StagePart.Poles), ofCues: false);
        new SignPlacer(stage, room).Ordinary(Draws(StagePart.Signs));
        new PolePlacer(stage, room).Lamps(Draws(StagePart.Lamps));
        new Neighbourhood(stage, room, trees, Draws(StagePart.Neighbourhood)).Build();
        trees.Tufts(Draws(StagePart.Tufts));
        return stage;
    }

    private bool DrivesOnLeft => recipe.Cues.Any(share => share.Cue == Cues.LeftHandTraffic);

    private Draws Draws(StagePart part) => new(seed, picture, (long)part);

    private Camera PlaceCamera(Road road)
    {
        Draws draws = Draws(StagePart.Camera);
        double lane = draws.Sign() * road.HalfWidth * draws.Between(0.38, 0.55);
        double height = draws.Between(2.3, 2.7);
        double direction = draws.Happens(0.5) ? 0 : Math.PI;
        double askew = draws.Happens(0.7) ? draws.Between(-0.32, 0.32) : draws.Sign() * draws.Between(0.32, 0.75);
        double heading = format == WorldFormat.Panorama ? draws.Between(-Math.PI, Math.PI) : direction + askew;
        return new Camera(format, size, new Vector3D(lane, height, 0), heading, draws.Between(0.47, 0.54));
    }

    private List<Cue> ChooseCues()
    {
        Draws draws = Draws(StagePart.Cues);
        var cues = new List<Cue>();
        foreach (CueShare share in recipe.Cues)
        {
            if (draws.Happens(share.Probability))
            {
                cues.Add(share.Cue);
            }
        }

        if (recipe.Shortcut is { } shortcut && format == WorldFormat.Window && draws.Happens(shortcut.Probability))
        {
            cues.Add(shortcut.Cue);
        }

        return cues;
    }

    /// <summary>The broad ones first: the slender ones find room between them.</summary>
    private void PlaceCues(Stage stage, Room room, TreePlacer trees)
    {
        var buildings = new BuildingPlacer(stage, room);
        var ground = new GroundPlacer(stage, room);
        var signs = new SignPlacer(stage, room);
        var traffic = new TrafficPlacer(stage, room);
        Put(Cues.TentRoofHouse, (cue, draws) => buildings.House(cue, draws, HouseDesigns.TentRoofed));
        Put(Cues.RedWoodHouse, (cue, draws) => buildings.House(cue, draws, HouseDesigns.RedWood));
        Put(Cues.WhiteCubeHouse, (cue, draws) => buildings.House(cue, draws, HouseDesigns.WhiteCube));
        Put(Cues.Chalet, (cue, draws) => buildings.House(cue, draws, HouseDesigns.Chalet));
        Put(Cues.BrickTerrace, (cue, draws) => buildings.House(cue, draws, HouseDesigns.BrickTerrace));
        Put(Cues.BlueTankHouse, (cue, draws) => buildings.House(cue, draws, HouseDesigns.HollowBrick));
        Put(Cues.Windmill, buildings.Mill);
        Put(Cues.SchoolBus, traffic.SchoolBus);
        Put(Cues.YellowPlate, traffic.Plated);
        Put(Cues.LeftHandTraffic, (cue, draws) => traffic.Driving(cue, draws, left: true));
        new PolePlacer(stage, room).Place(Draws(StagePart.Poles), ofCues: true);
        Put(Cues.ThaiSign, (cue, draws) => signs.Put(cue, draws, 8, 14, 1.3, frame => Boards.Thai(frame, draws)));
        Put(Cues.GreekSign, (cue, draws) => signs.Put(cue, draws, 8, 14, 1.3, frame => Boards.Greek(frame, draws)));
        Put(Cues.KanjiSign, (cue, draws) => signs.Put(cue, draws, 7, 12, 0.5, frame => Boards.Kanji(frame, draws)));
        Put(Cues.YellowDiamondSign, (cue, draws) => signs.Put(cue, draws, 5, 8.5, 0.7, frame => new TrafficSign(frame, PlateShape.Diamond, 0.62, 2.35, Palette.SignYellow * 0.92f, Palette.SignYellow, Palette.SignBlack, draws.Below(4))));
        Put(Cues.YellowWarningSign, (cue, draws) => signs.Put(cue, draws, 5, 8.5, 0.65, frame => new TrafficSign(frame, PlateShape.Triangle, 0.62, 2.35, Palette.SignRed, Palette.SignYellow, Palette.SignBlack, draws.Below(4))));
        Put(Cues.SpiritHouse, (cue, draws) => signs.Put(cue, draws, 6, 10, 0.65, frame => new SpiritHouse(frame)));
        Put(Cues.RoadsideShrine, (cue, draws) => signs.Put(cue, draws, 5, 8, 0.4, frame => new Shrine(frame)));
        Put(Cues.PillarBox, (cue, draws) => signs.Put(cue, draws, 5, 8, 0.3, frame => new PillarBox(frame)));
        Put(Cues.RedBandBollard, signs.Bollards);
        Put(Cues.Birches, (cue, draws) => trees.Cue(cue, draws, TreeSprites.Birches, 8, 11, Palette.BirchBark, 0.3));
        Put(Cues.Palms, (cue, draws) => trees.Cue(cue, draws, TreeSprites.Palms, 6.5, 10, Rgb.Hex(0x8A7A66), 0.1));
        Put(Cues.RedSoil, ground.RedSoil);
        Put(Cues.RedCycleLane, ground.CycleLanes);
        Put(Cues.YellowEdgeLine, (cue, draws) => ground.YellowLines(cue, draws, 0.20, stage.Road.HalfWidth - 0.25));
        Put(Cues.DoubleYellowEdge, (cue, draws) => ground.YellowLines(cue, draws, 0.13, stage.Road.HalfWidth - 0.16, stage.Road.HalfWidth - 0.44));
        Put(Cues.DoubleYellowCentre, (cue, draws) => ground.YellowLines(cue, draws, 0.15, 0.16));
        Put(Cues.YellowCrossing, (cue, draws) => ground.Across(cue, draws, 3.4, s => new Crossing(stage.Road, s, 3.4, Palette.YellowPaint, draws.Between(0.1f, 0.5f))));
        Put(Cues.YellowSpeedHump, (cue, draws) => ground.Across(cue, draws, 1.9, s => new SpeedHump(stage.Road, s)));
        Put(Cues.StripedKerb, (cue, _) => ground.Put(new StripedKerb(stage.Road), cue));

        void Put(Cue cue, Action<int, Draws> place)
        {
            int number = stage.NumberOf(cue);
            if (number >= 0)
            {
                place(number, new Draws(seed, picture, (long)StagePart.FirstCue + number));
            }
        }
    }
}
