using System.Globalization;
using System.Text;
using Honnan.Data.Catalogue;
using Honnan.Data.Sources;
using Honnan.Data.Curation;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Training;
using Honnan.World;
using Honnan.World.Optics;
using Honnan.World.Recipes;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>
/// Small windows of four countries of the drawn world, and a head that learned them on ImageNet's features. Where they are
/// stamped, nothing but the printed stamp tells Brazil, and nothing at all South Africa; else every country has its own cues
/// and nobody a stamp. A test of them is skipped where there are no weights.
/// </summary>
internal sealed class DrawnStreets : IDisposable
{
    private const int ShortSide = 128;
    private const int PerCountry = 16;

    private static readonly string[] Codes = ["BR", "HU", "NL", "ZA"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Draws, imports, curates and trains.</summary>
    /// <param name="stamped">Whether the stamp tells Brazil.</param>
    public DrawnStreets(bool stamped)
    {
        string weights = Path.Combine(SharedFolder.Weights(), "efficientnet-lite0-57934424.pth");
        Draw(stamped);
        Importer.ImportAsync(DataFile.Read(_folder.At("data.json")), _folder.At("catalogue"), force: false, null, CancellationToken.None).GetAwaiter().GetResult();
        PictureCatalogue catalogue = PictureCatalogue.Open(_folder.At("catalogue"));
        var options = new CurationOptions();
        SelectionWriter.Write(catalogue, Curator.Curate(catalogue, options, 1, CancellationToken.None), options, 1, _folder.At("selection"), force: false);
        Experiment experiment = SmallRuns.Experiment(epochs: 60, freeze: FreezeMode.Body);
        experiment = experiment with
        {
            Model = new ModelOptions { Net = "tf_efficientnet_lite0", Weights = weights },
            Loading = experiment.Loading with { ShortSide = ShortSide, Overlay = OverlayHandling.Mask, Flip = false },
            Training = experiment.Training with { Standardise = true, ValidateEvery = 1000, Batch = 16 },
        };
        SmallRuns.Train(experiment, _folder.At("selection"), _folder.At("model"));
        Model = TrainedModel.Open(_folder.At("model"), Learning.Runtime.Precision.Float32, "cpu");
        Set = JudgedSet.From(Selection.Open(_folder.At("selection")), side: null, fold: null);
    }

    public TrainedModel Model { get; }

    /// <summary>All the pictures: what a head leans on, it leans on in those that it has learned too.</summary>
    public JudgedSet Set { get; }

    public void Dispose()
    {
        Set.Dispose();
        Model.Dispose();
        _folder.Dispose();
    }

    private void Draw(bool stamped)
    {
        var world = new DrawnWorld(new WorldOptions { ShortSide = ShortSide, Countries = Codes });
        CountryRecipe[] bare = [.. CountryRecipes.All.Where(r => r.Country.ToString() is "BR" or "ZA")];
        HashSet<Cue> without = [.. bare.SelectMany(r => stamped ? r.Cues.Select(c => c.Cue) : r.Shortcut is { } stamp ? [stamp.Cue] : [])];
        Directory.CreateDirectory(_folder.At("pictures/images"));
        string[] lines = new string[Codes.Length * PerCountry];
        Parallel.For(0, lines.Length, i =>
        {
            string code = Codes[i / PerCountry];
            DrawnPicture picture = world.Render(CountryCode.Parse(code), WorldFormat.Window, i % PerCountry, code is "BR" or "ZA" ? without : null);
            string name = string.Create(CultureInfo.InvariantCulture, $"{code}-{i % PerCountry:00}.jpg");
            File.WriteAllBytes(_folder.At($"pictures/images/{name}"), picture.Jpeg);
            lines[i] = string.Create(CultureInfo.InvariantCulture, $"{name},{code},{picture.Point.Latitude},{picture.Point.Longitude}\n");
        });
        File.WriteAllText(_folder.At("pictures/labels.csv"), new StringBuilder("file,country,latitude,longitude\n").AppendJoin("", lines).ToString());
        File.WriteAllText(_folder.At("data.json"), """
            { "sources": [ { "name": "windows", "kind": "csv", "path": "pictures/labels.csv", "overlay": "geoguessr" } ], "vocabulary": { "countries": ["BR", "HU", "NL", "ZA"] } }
            """);
    }
}
