using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>
/// Training a head on kept features where the selection cannot be written: a file where its folder of features would be
/// stands for that, since root may write everywhere else.
/// </summary>
[Trait("Category", "slow")]
public sealed class KeptFeaturesTests(TrainedRun run)
{
    [Fact]
    public void Train_SelectionThatCannotBeWritten_KeepsFeaturesInTheCache()
    {
        string selection = CopyOfSelection("read-only selection");
        string cache = run.At("cache");

        Train(cache, selection, "head on a cache").Done();

        Assert.True(File.Exists(run.At("head on a cache/model.json")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(cache, "features"), "*.safetensors"));
        Assert.Equal("in the way", File.ReadAllText(Path.Combine(selection, "features")));
    }

    [Fact]
    public void Train_NeitherSelectionNorCacheCanBeWritten_IsOneLineAndLeavesNothing()
    {
        string selection = CopyOfSelection("another read-only selection");
        File.WriteAllText(run.At("no cache"), "in the way");

        string line = Train(run.At("no cache"), selection, "head on nothing").Refused();

        Assert.Contains("name a folder by the variable HONNAN_CACHE", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.At("head on nothing")));
    }

    private Finished Train(string cache, string selection, string to)
    {
        using HonnanProcess process = HonnanProcess.StartOther(
            "env", $"HONNAN_CACHE={cache}", HonnanProcess.Program, "train", run.At("experiment.json"), "--data", selection, "-o", run.At(to),
            "--set", "training.freeze=body", "--set", "training.epochs=1", "--set", "training.checkpointEvery=1000", "--json");
        return process.Wait();
    }

    private string CopyOfSelection(string name)
    {
        string copy = run.At(name);
        Directory.CreateDirectory(copy);
        foreach (string path in Directory.EnumerateFiles(run.Selection))
        {
            File.Copy(path, Path.Combine(copy, Path.GetFileName(path)), overwrite: true);
        }

        File.WriteAllText(Path.Combine(copy, "features"), "in the way");
        return copy;
    }
}
