using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>What <c>train</c> can be asked in place of training.</summary>
[Trait("Category", "end-to-end")]
public sealed class TrialsOfTrainTests(Curated curated) : IClassFixture<Curated>
{
    [Fact]
    public void Estimate_SaysTheMemoryThatTheRunThenTakes()
    {
        string[] large = ["--set", "loading.shortSide=96", "--set", "training.batch=16", "--set", "training.epochs=1"];

        JsonElement estimate = HonnanProcess.Run(curated.Train("none", ["--estimate", "--json", .. large])).Json();

        Assert.False(Directory.Exists(curated.Folder.At("none")));
        Finished run = HonnanProcess.Run(curated.Train("estimated", ["--json", .. large])).Done();
        Assert.Equal(JsonDocument.Parse(run.Output).RootElement[0].GetProperty("steps").GetInt64(), estimate.GetProperty("steps").GetInt64());
        Assert.InRange(estimate.GetProperty("memoryMiB").GetDouble(), 0.75 * run.PeakMebibytes, 1.35 * run.PeakMebibytes);
    }

    [Fact]
    public void DryRun_AndOverfitBatch_NeedNoFolderAndLeaveNothing()
    {
        string[] line = ["train", curated.Experiment, "--data", curated.Selection, "--threads", "1", "--json"];

        JsonElement dry = HonnanProcess.Run([.. line, "--dry-run"]).Json();
        JsonElement batch = HonnanProcess.Run([.. line, "--overfit-batch"]).Json();

        Assert.Contains(dry.GetProperty("files").EnumerateArray(), f => f.GetString() == "model.json");
        Assert.True(batch.GetProperty("lastLoss").GetDouble() < 0.5 * batch.GetProperty("firstLoss").GetDouble());
        Assert.Equal("learnt", batch.GetProperty("verdict").GetString());
    }

    [Fact]
    public void OverfitBatch_RateOfNothing_SaysThatTheLossDoesNotFall()
    {
        string[] line = ["train", curated.Experiment, "--data", curated.Selection, "--threads", "1", "--overfit-batch"];

        Finished batch = HonnanProcess.Run([.. line, "--set", "training.freeze=body", "--set", "training.learningRate.from=1e-12", "--set", "training.learningRate.to=1e-12"]).Done();

        Assert.Contains("; it does not fall towards its floor, 0: look at the labels", batch.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FindRate_WritesChartAndSuggestions()
    {
        JsonElement found = HonnanProcess.Run(curated.Train("rates", "--find-rate", "--json")).Json();

        Assert.InRange(found.GetProperty("steepest").GetDouble(), 1e-7, 10);
        Assert.True(File.Exists(curated.Folder.At("rates/learning-rates.png")));
        Assert.Contains("holds a search already", HonnanProcess.Run(curated.Train("rates", "--find-rate")).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_TwoTrialsOrNoFolder_IsRefused()
    {
        Assert.Contains("--estimate and --dry-run", HonnanProcess.Run(curated.Train("none", "--dry-run", "--estimate")).Refused(), StringComparison.Ordinal);
        string[] line = ["train", curated.Experiment, "--data", curated.Selection];
        Assert.Contains("Option '--output' is required", HonnanProcess.Run(line).Refused(), StringComparison.Ordinal);
        Assert.Contains("--find-rate needs -o", HonnanProcess.Run([.. line, "--find-rate"]).Refused(), StringComparison.Ordinal);
    }
}
