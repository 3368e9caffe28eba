using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Honnan.Data;
using Honnan.Data.Catalogue;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;
using Honnan.World.Optics;
using Honnan.World.Output;
using Honnan.World.Recipes;
using Honnan.World.Truth;

namespace Honnan.World;

/// <summary>Writes a world: its pictures in the formats of real data sets, the data file that names them, and the truth about them.</summary>
internal sealed class WorldWriter(WorldOptions options, OutputFolder folder, IProgress<WorldProgress>? progress, CancellationToken cancellation)
{
    public const string PanoramasName = "panoramas";
    public const string WindowsName = "windows";
    public const string ViewsName = "views";
    private const int ShardRows = 500;

    private readonly PicturePainter _painter = new(options);
    private readonly IReadOnlyList<CountryRecipe> _recipes = options.Recipes;
    private readonly List<SourceSettings> _sources = [];
    private int _done;
    private int _masks;

    private int Total => _recipes.Count * (options.Panoramas + options.Windows + options.Views);

    public void Write()
    {
        using var manifest = new StreamWriter(folder.FilePath(WorldManifest.FileName)) { NewLine = "\n" };
        using var masks = new StreamWriter(folder.FilePath(WorldManifest.MasksName)) { NewLine = "\n" };
        Panoramas(manifest, masks);
        Windows(manifest, masks);
        Views(manifest, masks);
        var data = new DataFile
        {
            Sources = _sources,
            Vocabulary = new VocabularySettings { Countries = [.. _recipes.Select(recipe => recipe.Country.ToString())] },
        };
        File.WriteAllText(folder.FilePath(DrawnWorld.DataName), StrictJson.Write(data));
    }

    private void Panoramas(StreamWriter manifest, StreamWriter masks)
    {
        int count = options.Panoramas * _recipes.Count;
        if (count == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder.FilePath($"{PanoramasName}/data"));
        int shards = (count + ShardRows - 1) / ShardRows;
        int row = 0;
        PanoramaShard? shard = null;
        string file = "";
        try
        {
            foreach (DrawnPicture picture in InOrder(WorldFormat.Panorama, options.Panoramas))
            {
                if (row % ShardRows == 0)
                {
                    shard?.Finish();
                    shard?.Dispose();
                    file = ShardName(row / ShardRows, shards);
                    shard = new PanoramaShard(folder.FilePath($"{PanoramasName}/{file}"));
                }

                string path = string.Create(CultureInfo.InvariantCulture, $"pano_{row}.jpg");
                shard!.Add(new PanoramaShard.Row(picture.Jpeg, path, picture.Country.ToString(), Degrees(picture.Point.Latitude), Degrees(picture.Point.Longitude), picture.Address));
                Record(picture, PanoramasName, string.Create(CultureInfo.InvariantCulture, $"{file}#{row % ShardRows}"), manifest, masks);
                row++;
            }

            shard?.Finish();
        }
        finally
        {
            shard?.Dispose();
        }

        _sources.Add(new SourceSettings { Name = PanoramasName, Kind = "parquet", Path = PanoramasName });
    }

    private void Windows(StreamWriter manifest, StreamWriter masks)
    {
        if (options.Windows == 0)
        {
            return;
        }

        int number = 0;
        foreach (DrawnPicture picture in InOrder(WorldFormat.Window, options.Windows))
        {
            string country = Countries.Get(picture.Country).English;
            Directory.CreateDirectory(folder.FilePath($"{WindowsName}/{country}"));
            string file = string.Create(CultureInfo.InvariantCulture, $"{country}/canvas_{1_629_000_000 + (number++ * 37):0000000000}.jpg");
            File.WriteAllBytes(folder.FilePath($"{WindowsName}/{file}"), picture.Jpeg);
            Record(picture, WindowsName, file, manifest, masks);
        }

        PictureSize size = options.SizeOf(WorldFormat.Window);
        _sources.Add(new SourceSettings { Name = WindowsName, Kind = "folders", Path = WindowsName, Size = size.ToString(), Overlay = OverlayMask.GeoGuessr.Name });
    }

    private void Views(StreamWriter manifest, StreamWriter masks)
    {
        if (options.Views == 0)
        {
            return;
        }

        Directory.CreateDirectory(folder.FilePath($"{ViewsName}/images"));
        using (var labels = new CsvTable(folder.FilePath($"{ViewsName}/labels.csv"), "file", "country", "latitude", "longitude"))
        {
            int number = 0;
            foreach (DrawnPicture picture in InOrder(WorldFormat.View, options.Views))
            {
                string file = string.Create(CultureInfo.InvariantCulture, $"view_{number++:00000}.jpg");
                File.WriteAllBytes(folder.FilePath($"{ViewsName}/images/{file}"), picture.Jpeg);
                labels.Add(file, picture.Country.ToString(), Degrees(picture.Point.Latitude), Degrees(picture.Point.Longitude));
                Record(picture, ViewsName, file, manifest, masks);
            }
        }

        _sources.Add(new SourceSettings { Name = ViewsName, Kind = "csv", Path = $"{ViewsName}/labels.csv" });
    }

    /// <summary>Draws a source's pictures with all workers and gives them in order, a country after the other, again and again.</summary>
    private IEnumerable<DrawnPicture> InOrder(WorldFormat format, int perCountry)
    {
        int workers = options.Workers == 0 ? Environment.ProcessorCount : options.Workers;
        int count = perCountry * _recipes.Count;
        var under = new Queue<Task<DrawnPicture>>();
        int begun = 0;
        try
        {
            while (begun < count || under.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                while (begun < count && under.Count < workers)
                {
                    CountryRecipe recipe = _recipes[begun % _recipes.Count];
                    int index = begun++ / _recipes.Count;
                    under.Enqueue(Task.Run(() => _painter.Paint(recipe, format, index, without: new HashSet<Cue>(), withPixels: false), CancellationToken.None));
                }

                DrawnPicture picture = under.Dequeue().GetAwaiter().GetResult();
                progress?.Report(new WorldProgress(++_done, Total));
                yield return picture;
            }
        }
        finally
        {
            // What is still being drawn after a stop ends soon; nothing of it is wanted, but a fault there must not be lost.
            ((Task)Task.WhenAll(under)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    private void Record(DrawnPicture picture, string source, string file, StreamWriter manifest, StreamWriter masks)
    {
        var cues = new List<CueRecord>();
        foreach (ShownCue shown in picture.Cues)
        {
            (int left, int top, int right, int bottom) = shown.Mask.Box;
            cues.Add(new CueRecord(shown.Cue.Name, shown.Cue.Kind.ToString().ToLowerInvariant(), [left, top, right, bottom], shown.Mask.Area, _masks++));
            masks.WriteLine(JsonSerializer.Serialize(shown.Mask, WorldManifest.OneLine));
        }

        manifest.WriteLine(JsonSerializer.Serialize(
            new PictureRecord
            {
                Source = source,
                File = file,
                Country = picture.Country.ToString(),
                Latitude = picture.Point.Latitude,
                Longitude = picture.Point.Longitude,
                Width = picture.Size.Width,
                Height = picture.Size.Height,
                Camera = picture.Camera,
                Scene = picture.Scene,
                Cues = cues,
                Shortcut = picture.Cues.Any(shown => shown.Cue.Kind == CueKind.Shortcut),
            },
            WorldManifest.OneLine));
    }

    private string ShardName(int shard, int shards)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{options.Seed}/{options.ShortSide}/{options.Panoramas}/{shard}");
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..16];
        return string.Create(CultureInfo.InvariantCulture, $"data/train-{shard:00000}-of-{shards:00000}-{hash}.parquet");
    }

    private static string Degrees(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
