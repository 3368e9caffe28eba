using Xunit;

[assembly: AssemblyFixture(typeof(Honnan.Cli.Tests.TrainedRun))]

namespace Honnan.Cli.Tests;

/// <summary>Drawn pictures taken by the program itself through import, curation and a short training: once for all tests that judge.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedRun()
    {
        Data = DrawnData.Write(_folder, perCountry: 20);
        string experiment = DrawnData.WriteExperiment(_folder);
        HonnanProcess.Run("import", Data, "-o", At("catalogue")).Done();
        HonnanProcess.Run("curate", At("catalogue"), "-o", Selection).Done();
        HonnanProcess.Run("train", experiment, "--data", Selection, "-o", Model, "--set", "training.epochs=6").Done();
    }

    /// <summary>The data file.</summary>
    public string Data { get; }

    /// <summary>What curating wrote.</summary>
    public string Selection => At("selection");

    /// <summary>The run, trained on the selection's split.</summary>
    public string Model => At("model");

    /// <summary>The labels file of all pictures, one of which is broken.</summary>
    public string Labels => At("pictures/labels.csv");

    /// <summary>One of the pictures.</summary>
    public string Picture(string name) => At($"pictures/images/{name}");

    /// <summary>A path in the folder that goes with the tests.</summary>
    public string At(string name) => _folder.At(name);

    public void Dispose() => _folder.Dispose();
}
