using System.Text.Json;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Drawn pictures that the program has imported and curated; tests train on them.</summary>
public sealed class Curated : IDisposable
{
    internal TemporaryFolder Folder { get; } = new();

    internal string Data { get; }

    internal string Experiment { get; }

    internal string Catalogue => Folder.At("catalogue");

    internal string Selection => Folder.At("selection");

    /// <summary>What <c>import --json</c> printed.</summary>
    internal JsonElement Imported { get; }

    /// <summary>What <c>curate --json</c> printed.</summary>
    internal JsonElement Counted { get; }

    public Curated()
    {
        Data = DrawnData.Write(Folder, perCountry: 14);
        Experiment = DrawnData.WriteExperiment(Folder);
        Imported = HonnanProcess.Run("import", Data, "-o", Catalogue, "--json").Json();
        Counted = HonnanProcess.Run("curate", Catalogue, "-o", Selection, "--seed", "3", "--json").Json();
    }

    /// <summary>The arguments of a training into a folder: of a net whose checkpoints are small, in one thread, so that it is the same every time.</summary>
    internal string[] Train(string run, params string[] more) =>
        ["train", Experiment, "--data", Selection, "-o", Folder.At(run), "--threads", "1", "--set", "model.net=tf_efficientnet_lite0", "--set", "model.dropout=0.2", "--set", "training.ema=0.9", "--set", "training.epochs=2", .. more];

    public void Dispose() => Folder.Dispose();
}
