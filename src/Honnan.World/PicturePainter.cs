using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.World.Optics;
using Honnan.World.Output;
using Honnan.World.Recipes;
using Honnan.World.Scenery;
using Honnan.World.Staging;
using Honnan.World.Truth;

namespace Honnan.World;

/// <summary>Draws one picture: sets its stage, draws it, and tells what it shows. Safe to call from several threads.</summary>
internal sealed class PicturePainter(WorldOptions options)
{
    private const double LatitudeSpread = 0.12; // degrees around a town
    private const double LongitudeSpread = 0.15;

    /// <param name="recipe">The country.</param>
    /// <param name="format">The format.</param>
    /// <param name="index">The picture's number among those of the country and format.</param>
    /// <param name="without">Cues that are left out; all else stays as it is.</param>
    /// <param name="withPixels">Whether the pixels are wanted beside the file.</param>
    public DrawnPicture Paint(CountryRecipe recipe, WorldFormat format, int index, IReadOnlySet<Cue> without, bool withPixels)
    {
        PictureSize size = options.SizeOf(format);
        long picture = Number(recipe.Country, format, index);
        Stage stage = new StageBuilder(recipe, format, size, options.Seed, picture).Build();
        using Easel easel = Easel.For(size);
        Director.Draw(easel, stage, without, options.Seed, picture);
        var shown = new List<ShownCue>();
        for (int i = 0; i < stage.Cues.Count; i++)
        {
            var mask = CueMask.OfBit(easel.Canvas.Owners, size, i);
            if (mask.Area > 0)
            {
                shown.Add(new ShownCue(stage.Cues[i], mask));
            }
        }

        (GeoPoint point, string address) = Place(recipe, picture);
        return new DrawnPicture
        {
            Country = recipe.Country,
            Format = format,
            Jpeg = CanvasEncoder.Jpeg(easel.Canvas, format),
            Point = point,
            Address = address,
            Size = size,
            Camera = new CameraRecord(
                stage.Camera.Wraps ? "cylinder" : "plane",
                Math.Round(stage.Camera.Focal, 2),
                Math.Round(stage.Camera.HorizonRow, 2),
                Math.Round(stage.Camera.Heading * 180 / Math.PI, 2),
                Math.Round(stage.Camera.Position.Y, 2)),
            Scene = new SceneRecord(Name(stage.Light.Weather), Name(stage.Light.Season), Name(stage.Setting)),
            Cues = shown,
            Pixels = withPixels ? CanvasEncoder.ToPicture(easel.Canvas) : new Picture(size, []),
        };
    }

    /// <summary>A number that no other picture of the world has.</summary>
    private static long Number(CountryCode country, WorldFormat format, int index)
    {
        string code = country.ToString();
        long letters = ((code[0] - 'A') * 26) + (code[1] - 'A');
        return (((letters * 4) + (long)format) << 32) | (uint)index;
    }

    private (GeoPoint Point, string Address) Place(CountryRecipe recipe, long picture)
    {
        var draws = new Draws(options.Seed, picture, (long)StagePart.Place);
        Town town = draws.OneOf(recipe.Towns);
        double latitude = Math.Round(town.Latitude + draws.Between(-LatitudeSpread, LatitudeSpread), 6);
        double longitude = Math.Round(town.Longitude + draws.Between(-LongitudeSpread, LongitudeSpread), 6);
        return GeoPoint.TryFromDegrees(latitude, longitude, out GeoPoint point)
            ? (point, $"near {town.Name}, {Countries.Get(recipe.Country).English}")
            : throw new InvalidOperationException($"{town} is not on the earth");
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
