using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Import, curate and train as scripts use them: exit codes, documents on standard output, files.</summary>
[Trait("Category", "end-to-end")]
public sealed class CommandFlowTests(Curated curated) : IClassFixture<Curated>
{
    [Fact]
    public void Import_Json_CountsTheSource()
    {
        JsonElement source = curated.Imported.GetProperty("sources")[0];

        Assert.Equal("drawn", source.GetProperty("source").GetString());
        Assert.Equal(43, source.GetProperty("pictures").GetInt32());
        Assert.Equal(42, source.GetProperty("usable").GetInt32());
        Assert.True(File.Exists(Path.Combine(curated.Catalogue, "catalogue.parquet")));
        Assert.StartsWith("source,file,reason\ndrawn,broken.jpg,", File.ReadAllText(Path.Combine(curated.Catalogue, "quarantine.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_FullDisk_IsOneLineAndLeavesWhatWasThere()
    {
        string before = curated.Folder.At("catalogue of before");
        HonnanProcess.Run("import", curated.Data, "-o", before).Done();
        byte[] table = File.ReadAllBytes(Path.Combine(before, "catalogue.parquet"));

        string fresh = HonnanProcess.RunLimited(4, "import", curated.Data, "-o", curated.Folder.At("fresh")).Refused();
        string replaced = HonnanProcess.RunLimited(4, "import", curated.Data, "-o", before, "--force").Refused();

        Assert.Contains($"cannot write '{curated.Folder.At("fresh")}': IOError: Error writing bytes to file. Detail: [errno 27] File too large", fresh, StringComparison.Ordinal);
        Assert.Contains($"cannot write '{before}'", replaced, StringComparison.Ordinal);
        Assert.False(Path.Exists(curated.Folder.At("fresh")));
        Assert.Equal(table, File.ReadAllBytes(Path.Combine(before, "catalogue.parquet")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(curated.Folder.Path, "*.part*"));
    }

    [Fact]
    public void Curate_Json_CountsEveryStep()
    {
        JsonElement total = curated.Counted.GetProperty("total");

        Assert.Equal(43, total.GetProperty("before").GetInt32());
        Assert.Equal(1, total.GetProperty("unusable").GetInt32());
        Assert.Equal(42, total.GetProperty("kept").GetInt32());
        Assert.Equal(42, total.GetProperty("train").GetInt32() + total.GetProperty("validation").GetInt32() + total.GetProperty("test").GetInt32());
        Assert.Equal("source,file,country,latitude,longitude,split,fold,group", File.ReadLines(Path.Combine(curated.Selection, "kept.csv")).First());
        Assert.Equal(43, File.ReadLines(Path.Combine(curated.Selection, "kept.csv")).Count());
    }

    [Fact]
    public void Train_Json_IsOneDocumentAndTheRunIsThere()
    {
        Finished run = HonnanProcess.Run(curated.Train("run-json", "--json", "--set", "training.epochs=0.5"));
        JsonElement result = run.Json()[0];

        Assert.Equal(curated.Folder.At("run-json"), result.GetProperty("run").GetString());
        Assert.InRange(result.GetProperty("trainingLoss").GetDouble(), 0.01, 5);
        Assert.InRange(result.GetProperty("validationTop1").GetDouble(), 0, 1);
        Assert.Equal(result.GetProperty("steps").GetInt32() + 1, File.ReadLines(Path.Combine(curated.Folder.At("run-json"), "log.csv")).Count());
        Assert.True(File.Exists(Path.Combine(curated.Folder.At("run-json"), "model.json")));
        Assert.Contains("validation", run.Error, StringComparison.Ordinal); // what happens is told, but not on standard output
    }

    [Fact]
    public void Train_WithoutATerminal_TellsALineAValidationAndOneOfTheEnd()
    {
        Finished run = HonnanProcess.Run(curated.Train("run-people", "--set", "training.epochs=0.5", "--set", "training.validateEvery=1")).Done();

        string[] told = run.Error.TrimEnd().Split('\n');
        Assert.Equal(File.ReadLines(curated.Folder.At("run-people/log.csv")).Count() - 1, told.Length);
        Assert.All(told.Index(), line => Assert.StartsWith($"step {line.Index + 1} of {told.Length}, epoch 0.", line.Item, StringComparison.Ordinal));
        Assert.Matches(@"^\d+ steps, training loss [\d.]+ \(mean of the last \d steps\), validation loss [\d.]+, top-1 [\d.]+ %; run in .*run-people\n$", run.Output);
    }

    [Fact]
    public void Train_WithoutABetterValidation_SaysWhoseModelItIs_AndThatItIsFinishedWhenGoneOnWith()
    {
        // At a rate of nothing the running statistics alone change: sooner or later a validation guesses no more rightly.
        string[] line = curated.Train(
            "run-watched", "--set", "training.validateEvery=1", "--set", "training.watch.patience=1", "--set", "training.watch.monitor=top1", "--set", "training.watch.result=best",
            "--set", "training.learningRate.from=1e-12", "--set", "training.learningRate.to=1e-12", "--set", "training.ema=0", "--set", "model.dropout=0");
        Finished run = HonnanProcess.Run(line).Done();

        using var description = JsonDocument.Parse(File.ReadAllText(curated.Folder.At("run-watched/model.json")));
        long step = description.RootElement.GetProperty("steps").GetInt64();
        string[] log = [.. File.ReadLines(curated.Folder.At("run-watched/log.csv")).Skip(1)];
        Assert.StartsWith($"{step + 1} steps: 1 validation without a better one; the model is of step {step}: validation loss ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("finished already", run.Error, StringComparison.Ordinal);

        Finished again = HonnanProcess.Run([.. line, "--resume", "--json"]);
        JsonElement result = again.Json()[0];
        Assert.StartsWith("the run was finished already: no step was made", again.Error, StringComparison.Ordinal);
        Assert.Equal((step, step + 1), (result.GetProperty("modelStep").GetInt64(), result.GetProperty("steps").GetInt64()));
        Assert.Equal(double.Parse(log[step - 1].Split(',')[5], CultureInfo.InvariantCulture), result.GetProperty("validationLoss").GetDouble());
    }

    [Fact]
    public void Train_AllFolds_MakesARunOfEach()
    {
        JsonElement results = HonnanProcess.Run(curated.Train("folds", "--fold", "all", "--set", "training.epochs=0.1", "--set", "training.freeze=body", "--json")).Json();

        Assert.Equal([0, 1, 2, 3, 4], results.EnumerateArray().Select(r => r.GetProperty("fold").GetInt32()));
        Assert.All(Enumerable.Range(0, 5), fold => Assert.True(File.Exists(curated.Folder.At($"folds/fold-{fold}/model.json"))));

        // One that is there already is found before the first is trained.
        Directory.Delete(curated.Folder.At("folds/fold-0"), recursive: true);
        Assert.Contains("fold-1' exists already", HonnanProcess.Run(curated.Train("folds", "--fold", "all")).Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(curated.Folder.At("folds/fold-0")));
    }

    [Theory]
    [InlineData("import", "quarantine.csv")]
    [InlineData("curate", "kept.csv")]
    public void Run_ResultExists_IsRefusedAndStays_UntilForced(string command, string file)
    {
        string output = curated.Folder.At($"existing-{command}");
        string[] line = [command, command == "import" ? curated.Data : curated.Catalogue, "-o", output];
        HonnanProcess.Run(line).Done();
        File.AppendAllText(Path.Combine(output, file), "old");

        Assert.Contains("--force", HonnanProcess.Run(line).Refused(), StringComparison.Ordinal);
        Assert.EndsWith("old", File.ReadAllText(Path.Combine(output, file)), StringComparison.Ordinal);

        HonnanProcess.Run([.. line, "--force"]).Done();
        Assert.False(File.ReadAllText(Path.Combine(output, file)).EndsWith("old", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("curate")]
    public void Run_FolderOfTheUsers_IsRefusedEvenByForce(string command)
    {
        string output = curated.Folder.At($"users-{command}");
        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, "notes.txt"), "mine");

        Assert.Contains(
            "name another folder",
            HonnanProcess.Run(command, command == "import" ? curated.Data : curated.Catalogue, "-o", output, "--force").Refused(),
            StringComparison.Ordinal);

        Assert.Equal("mine", File.ReadAllText(Path.Combine(output, "notes.txt")));
    }

    [Fact]
    public void Train_RunExists_IsRefusedAndStays_UntilForced()
    {
        string output = curated.Folder.At("existing-train");
        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, "log.csv"), "old");
        File.WriteAllText(Path.Combine(output, "experiment.json"), "old"); // by this name a run is known
        string[] line = curated.Train(Path.GetFileName(output), "--set", "training.epochs=0.1");

        Assert.Contains("--force", HonnanProcess.Run(line).Refused(), StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Path.Combine(output, "log.csv")));

        HonnanProcess.Run([.. line, "--force"]).Done();
        Assert.NotEqual("old", File.ReadAllText(Path.Combine(output, "log.csv")));
    }

    [Theory]
    [InlineData("train", "--set", "training.epoch=2", "unknown key 'training.epoch'; did you mean 'epochs'?")]
    [InlineData("train", "--set", "training.epochs=-1", "training.epochs must be above 0, not -1")]
    [InlineData("train", "--set", "model.weights=/nowhere/w.pth", "the weights '/nowhere/w.pth' are missing")]
    [InlineData("train", "--set", "model.net=resnet19", "model.net 'resnet19' is unknown; did you mean 'resnet18'?")]
    [InlineData("train", "--fold", "7", "fold 7")]
    [InlineData("train", "--fold", "some", "--fold 'some' must be a number or 'all'")]
    [InlineData("train", "--data", "/nowhere/s", "'/nowhere/s' is no selection")]
    [InlineData("train", "--resume --force", "", "give one of them")]
    [InlineData("curate", "--config", "/nowhere/c.json", "'/nowhere/c.json'")]
    public void Run_Mistake_LeavesNothing(string command, string option, string value, string said)
    {
        using var folder = new TemporaryFolder();
        string output = folder.At("out");
        List<string> line = command == "train" ? ["train", curated.Experiment, "-o", output] : ["curate", curated.Catalogue, "-o", output];
        if (command == "train" && option != "--data")
        {
            line.AddRange(["--data", curated.Selection]);
        }

        line.AddRange(option.Split(' '));
        if (value.Length > 0)
        {
            line.Add(value);
        }

        Assert.Contains(said, HonnanProcess.Run([.. line]).Refused(), StringComparison.Ordinal);
        Assert.Empty(folder.Everything());
    }

    [Fact]
    public void Import_DataFileWithErrors_TellsThemAllAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("data.json", """{ "source": [], "sources": [ { "name": "a", "path": 3 } ] }""");

        string line = HonnanProcess.Run("import", data, "-o", folder.At("out")).Refused();

        Assert.Contains("unknown key 'source'; did you mean 'sources'?", line, StringComparison.Ordinal);
        Assert.Contains("sources[0].path must be a string, not 3", line, StringComparison.Ordinal);
        Assert.Equal(["data.json"], folder.Everything());
    }

    [Fact]
    public void Train_PicturesGone_NamesOneAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string data = DrawnData.Write(folder, perCountry: 5);
        HonnanProcess.Run("import", data, "-o", folder.At("catalogue")).Done();
        HonnanProcess.Run("curate", folder.At("catalogue"), "-o", folder.At("selection")).Done();
        Array.ForEach(Directory.GetFiles(folder.At("pictures/images")), File.Delete);

        string line = HonnanProcess.Run("train", curated.Experiment, "--data", folder.At("selection"), "-o", folder.At("run")).Refused();

        Assert.Matches($@"picture '\w\w-\d+\.jpg' of source 'drawn' in '{Regex.Escape(folder.At("pictures"))}': no such file$", line);
        Assert.False(Directory.Exists(folder.At("run")));
    }

    [Fact]
    public void Train_FolderThatMayNotBeWritten_IsOneLine()
    {
        string line = HonnanProcess.Run("train", curated.Experiment, "--data", curated.Selection, "-o", "/proc/run").Refused();

        Assert.Contains("/proc/run", line, StringComparison.Ordinal);
    }
}
