using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using Honnan.World.Sprites;
using Honnan.World.Things;

namespace Honnan.World.Staging;

/// <summary>Puts trees, bushes and grass on the stage.</summary>
internal sealed class TreePlacer(Stage stage, Room room)
{
    private int _number;

    /// <summary>A few trees of a cue's kind beside the road, the first ones seen well.</summary>
    public void Cue(int cue, Draws draws, IReadOnlyList<Sprite> sprites, double lowest, double highest, Rgb wood, double darkness)
    {
        int trees = stage.Format == WorldFormat.Panorama ? 6 : 3;
        for (int i = 0; i < trees; i++)
        {
            Sprite sprite = draws.OneOf(sprites);
            double height = draws.Between(lowest, highest);
            double crown = height * sprite.Aspect * 0.42;
            if (room.Find(draws, 9, 22, () => draws.Sign() * (stage.Road.VergeFrom + draws.Between(0.6, 3.5)), Math.Min(1.4, crown), slack: 0.6) is { } spot)
            {
                if (i < 2)
                {
                    room.Reserve(spot, Math.Min(1.4, crown));
                }

                room.Take(spot.Point, 0.8);
                (Rgb dark, Rgb light) = stage.Plants.Leaves(draws);
                light = light.Mixed(stage.Plants.GrassLight, 0.2f);
                stage.Actors.Add(new Actor(new Tree(spot.Point, sprite, height, (dark.Mixed(light, (float)darkness), light), wood, _number++), cue));
            }
        }
    }

    /// <summary>An ordinary tree, unless it would stand in front of a cue.</summary>
    public void Ordinary(Draws draws, Vector3D foot, IReadOnlyList<Sprite> sprites, double height)
    {
        bool needles = ReferenceEquals(sprites, TreeSprites.Conifers);
        Sprite sprite = draws.OneOf(sprites);
        (Rgb Dark, Rgb Light) leaves = needles ? Plants.Needles(draws) : stage.Plants.Leaves(draws);
        int number = _number++;
        double crown = height * sprite.Aspect * 0.45;
        if (stage.Camera.DistanceOf(foot) > 4.5 && room.IsOutOfSight(foot, crown) && room.Admits(foot, 0.5))
        {
            stage.Actors.Add(new Actor(new Tree(foot, sprite, height, leaves, Palette.Bark, number)));
        }
    }

    /// <summary>A kind of tree that the season allows.</summary>
    public IReadOnlyList<Sprite> Kind(Draws draws)
    {
        int kind = draws.Below(10);
        bool bare = draws.Happens(stage.Plants.Season switch { Season.Autumn => 0.25, Season.Dry => 0.08, _ => 0 });
        return kind switch
        {
            < 6 => bare ? TreeSprites.Bare : TreeSprites.Broadleaf,
            < 8 => TreeSprites.Conifers,
            _ => TreeSprites.Columns,
        };
    }

    /// <summary>Tufts of grass along the road's edge, near the camera.</summary>
    public void Tufts(Draws draws)
    {
        int tufts = stage.Road.HasKerb ? 8 : 34;
        for (int i = 0; i < tufts; i++)
        {
            double s = draws.Between(-17.0, 17.0);
            double u = draws.Sign() * (stage.Road.VergeFrom + draws.Between(-0.1, 3.5));
            Sprite sprite = draws.OneOf(TreeSprites.Tufts);
            double height = draws.Between(0.18, 0.5);
            Vector3D foot = stage.Road.At(s, u);
            if (!stage.Road.OnSideRoad(s, u, 0.8) && room.Admits(foot, 0.15))
            {
                stage.Actors.Add(new Actor(new Tree(foot, sprite, height, (stage.Plants.GrassDark * 0.7f, stage.Plants.GrassLight), Palette.Bark, -1)));
            }
        }
    }
}
