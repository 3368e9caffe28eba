using System.Globalization;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Training;
using Honnan.World;
using Honnan.World.Optics;
using Honnan.World.Recipes;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>
/// Windows of three countries of the drawn world, and a head that learned them on ImageNet's features. Where they are stamped,
/// nothing but the printed stamp tells Brazil, and nothing at all South Africa; else every country has its own cues and nobody
/// a stamp. A test of them is skipped where there are no weights.
/// </summary>
internal sealed class DrawnStreets : IDisposable
{
    private const int ShortSide = 256; // in smaller ones nobody can read the stamp
    private const int LearnedOfCountry = 24;

    private static readonly (string Code, int Others)[] Shown = [("BR", 12), ("HU", 5), ("ZA", 5)];

    private readonly TemporaryFolder _folder = new();

    /// <summary>Draws, imports, curates and trains.</summary>
    /// <param name="stamped">Whether the stamp tells Brazil.</param>
    public DrawnStreets(bool stamped)
    {
        string weights = Path.Combine(SharedFolder.Weights(), "efficientnet-lite0-57934424.pth");
        CountryRecipe[] bare = [.. CountryRecipes.All.Where(r => r.Country.ToString() is "BR" or "ZA")];
        HashSet<Cue> without = [.. bare.SelectMany(r => stamped ? r.Cues.Select(c => c.Cue) : r.Shortcut is { } stamp ? [stamp.Cue] : [])];
        Draw("learned", [.. Shown.SelectMany(c => Enumerable.Range(0, LearnedOfCountry).Select(i => (c.Code, i)))], without);
        Draw("others", [.. Shown.SelectMany(c => Enumerable.Range(LearnedOfCountry, c.Others).Select(i => (c.Code, i)))], without);
        File.WriteAllText(_folder.At("data.json"), """
            { "sources": [ { "name": "windows", "kind": "csv", "path": "learned/labels.csv", "overlay": "geoguessr" } ], "vocabulary": { "countries": ["BR", "HU", "ZA"] } }
            """);
        Importer.ImportAsync(DataFile.Read(_folder.At("data.json")), _folder.At("catalogue"), force: false, null, CancellationToken.None).GetAwaiter().GetResult();
        PictureCatalogue catalogue = PictureCatalogue.Open(_folder.At("catalogue"));
        var options = new CurationOptions();
        SelectionWriter.Write(catalogue, Curator.Curate(catalogue, options, 1, CancellationToken.None), options, 1, _folder.At("selection"), force: false);
        Experiment experiment = SmallRuns.Experiment(epochs: 60, freeze: FreezeMode.Body);
        experiment = experiment with
        {
            Model = new ModelOptions { Net = "tf_efficientnet_lite0", Weights = weights },
            Loading = experiment.Loading with { ShortSide = ShortSide, Overlay = OverlayHandling.Mask, Flip = false },
            Training = experiment.Training with { Standardise = true, HoldOut = false, ValidateEvery = 1000, Batch = 16 },
        };
        SmallRuns.Train(experiment, _folder.At("selection"), _folder.At("model"));
        Model = TrainedModel.Open(_folder.At("model"), Learning.Runtime.Precision.Float32, "cpu");
        Learned = JudgedSet.From(Selection.Open(_folder.At("selection")), side: null, fold: null);
        Others = JudgedSet.FromLabels(_folder.At("others/labels.csv"));
    }

    public TrainedModel Model { get; }

    /// <summary>The pictures that it learned, and a few of their kind.</summary>
    public JudgedSet Learned { get; }

    /// <summary>Pictures that it has not seen.</summary>
    public JudgedSet Others { get; }

    public void Dispose()
    {
        Learned.Dispose();
        Others.Dispose();
        Model.Dispose();
        _folder.Dispose();
    }

    private void Draw(string name, (string Code, int Index)[] pictures, IReadOnlySet<Cue> without)
    {
        var world = new DrawnWorld(new WorldOptions { ShortSide = ShortSide, Countries = [.. Shown.Select(c => c.Code)] });
        Directory.CreateDirectory(_folder.At($"{name}/images"));
        string[] lines = new string[pictures.Length];
        Parallel.For(0, lines.Length, i =>
        {
            (string code, int index) = pictures[i];
            DrawnPicture picture = world.Render(CountryCode.Parse(code), WorldFormat.Window, index, code == "HU" ? null : without);
            string file = string.Create(CultureInfo.InvariantCulture, $"{code}-{index:00}.jpg");
            File.WriteAllBytes(_folder.At($"{name}/images/{file}"), picture.Jpeg);
            lines[i] = string.Create(CultureInfo.InvariantCulture, $"{file},{code},{picture.Point.Latitude},{picture.Point.Longitude}\n");
        });
        File.WriteAllText(_folder.At($"{name}/labels.csv"), "file,country,latitude,longitude\n" + string.Concat(lines));
    }
}
