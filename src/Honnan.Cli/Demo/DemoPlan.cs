using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Honnan.Data.Loading;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;

namespace Honnan.Cli.Demo;

/// <summary>The demo's files, and the lines that make one of the other.</summary>
/// <param name="folder">Where everything goes; absolute.</param>
/// <param name="weights">ImageNet weights of the net; absolute.</param>
/// <param name="pictures">Drawn of each country.</param>
/// <param name="seed">Of the drawn world, the split and the training.</param>
internal sealed class DemoPlan(string folder, string weights, int pictures, int seed)
{
    /// <summary>Short side of the drawn windows, in pixels.</summary>
    public const int ShortSide = 256;

    private const int Enough = 30; // pictures of a country for an atlas worth reading

    private const string Curation = "curate.json";
    private const string Net = "tf_efficientnet_lite0";

    /// <summary>The drawn pictures.</summary>
    public string World => At("world");

    /// <summary>What curating keeps.</summary>
    public string Selection => At("selection");

    /// <summary>The trained run.</summary>
    public string Run => At("model");

    /// <summary>The report's folder.</summary>
    public string Judged => At("judged");

    /// <summary>The atlas's page.</summary>
    public string Atlas => At("atlas/atlas.html");

    /// <summary>The exported model.</summary>
    public string Exported => At("model.onnx");

    /// <summary>What is trained.</summary>
    public string Experiment => At("experiment.json");

    /// <summary>The steps after the drawing, in their order.</summary>
    public IReadOnlyList<DemoStep> Steps =>
    [
        new("reading the pictures", ["import", At("world/data.json"), "-o", At("catalogue"), "--json"]),
        new("choosing and splitting", ["curate", At("catalogue"), "-o", Selection, "--config", At(Curation), "--seed", $"{seed}", "--json"]),
        new("training", ["train", Experiment, "--data", Selection, "-o", Run, "--json"]),
        new("judging, and looking for shortcuts", ["evaluate", Run, "--data", Selection, "-o", Judged, "--audit", "--json"]),
        new("explaining", ["explain", Run, "--data", Selection, "--limit", "60", "-o", At("maps")]),
        new("collecting hints", ["atlas", Run, "--data", Selection, .. Examined, "-o", At("atlas"), "--json"]),
        new("exporting", ["export", Run, "-o", Exported]),
        new("predicting by the exported model", ["predict", At("world/views/images"), "--model", Exported, "--json"]),
    ];

    /// <summary>Writes the files that say how to choose and how to train: more are kept for the test than by default, since there are few.</summary>
    public void WriteConfigurations()
    {
        File.WriteAllText(At(Curation), StrictJson.Write(new { split = new SplitShares { Train = 0.7, Validation = 0.15, Test = 0.15 } }));
        File.WriteAllText(Experiment, StrictJson.Write(Training));
    }

    // What the net sees is larger than what was drawn: the cues are small, and so the net's last maps are finer. Few pictures are drawn
    // to see that all works, and soon; of those no more than one a country is looked at closely, which takes seconds.
    private int SeenShortSide => pictures < Enough ? ShortSide : 384;

    private string[] Examined => pictures < Enough ? ["--examine", "1", "--hints", "2"] : ["--examine", "2", "--tiles", "6"];

    private Experiment Training => new()
    {
        Purpose = "The demo's net: drawn streets, from ImageNet weights.",
        Model = new ModelOptions { Net = Net, Weights = weights, Features = PooledFeatures.Stages },
        Loading = new LoadingOptions { ShortSide = SeenShortSide, Flip = false }, // the driving side is a cue
        Training = new TrainingOptions
        {
            Seed = seed,
            Epochs = 60,
            Batch = 64,
            LearningRate = new LearningRateOptions { From = 3e-3, To = 3e-5 },
            WeightDecay = 1e-3,
            LabelSmoothing = 0.05,
            Freeze = FreezeMode.Body,
            Standardise = true,
            HoldOut = false,
        },
    };

    private string At(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));
}
