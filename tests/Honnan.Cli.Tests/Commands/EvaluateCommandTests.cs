using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

[Trait("Category", "slow")]
public sealed class EvaluateCommandTests(TrainedRun run)
{
    [Fact]
    public void Evaluate_SelectionsTestSide_GivesTheContractsDocumentAndFiles()
    {
        string folder = run.At("judged");

        JsonElement figures = HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "-o", folder, "--json").Json();

        string[] test = [.. File.ReadLines(Path.Combine(run.Selection, "kept.csv")).Skip(1).Where(line => line.Split(',')[5] == "test")];
        Assert.Equal(test.Length, figures.GetProperty("pictures").GetInt32());
        Assert.Equal(0, figures.GetProperty("outside").GetInt32());
        Assert.Equal(3, figures.GetProperty("classes").GetInt32());
        Assert.Equal(3, figures.GetProperty("perCountry").GetArrayLength());
        Assert.Equal("drawn", figures.GetProperty("perSource")[0].GetProperty("source").GetString());
        Assert.All(
            ["top1", "top5", "balancedAccuracy", "macroF1", "logLoss", "brier", "ece", "refused", "picturesPerSecond"],
            key => Assert.True(figures.GetProperty(key).GetDouble() >= 0));
        double[] interval = [.. figures.GetProperty("intervals").GetProperty("top1").EnumerateArray().Select(e => e.GetDouble())];
        Assert.InRange(figures.GetProperty("top1").GetDouble(), interval[0], interval[1]);

        string[] confusion = File.ReadAllLines(Path.Combine(folder, "confusion.csv"));
        Assert.Equal("true,predicted,count", confusion[0]);
        Assert.Equal(test.Length, confusion.Skip(1).Sum(line => int.Parse(line.Split(',')[2])));
        Assert.All(["evaluation.json", "predictions.csv", "confusion.svg", "confusion.png"], name => Assert.True(File.Exists(Path.Combine(folder, name)), name));
    }

    [Fact]
    public void Evaluate_Labels_CountsUnreadableAndOutsideApart()
    {
        string labels = run.At("pictures/some.csv");
        File.WriteAllText(labels, "file,country\nHU-0.jpg,HU\nJP-0.jpg,JP\nZA-1.jpg,Austria\nbroken.jpg,HU\nnothere.jpg,ZA\n");

        Finished finished = HonnanProcess.Run("evaluate", run.Model, "--pictures", labels, "--json");

        JsonElement figures = finished.Json();
        Assert.Equal(2, figures.GetProperty("pictures").GetInt32());
        Assert.Equal(1, figures.GetProperty("outside").GetInt32());
        Assert.Equal(2, figures.GetProperty("unreadable").GetInt32());
        Assert.Contains("broken.jpg", finished.Error, StringComparison.Ordinal);
        Assert.Contains("nothere.jpg", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AFoldThatWasLearned_IsRefused() => Assert.Contains(
        "the model has learned from fold 1", HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "--fold", "1").Refused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("one of the two")]
    [InlineData("one of the two", "--data", "SELECTION", "--pictures", "LABELS")]
    [InlineData("is no selection", "--data", "nothere")]
    [InlineData("unknown --split 'tset'", "--data", "SELECTION", "--split", "tset")]
    [InlineData("there is no fold 7", "--data", "SELECTION", "--fold", "7", "--split", "train")]
    [InlineData("nothere.csv", "--pictures", "nothere.csv")]
    [InlineData("--fold goes with --data", "--pictures", "LABELS", "--fold", "1")]
    public void Evaluate_Mistake_IsOneLine(string told, params string[] options)
    {
        string[] arguments = [.. options.Select(o => o switch { "SELECTION" => run.Selection, "LABELS" => run.Labels, _ => o })];
        Assert.Contains(told, HonnanProcess.Run(["evaluate", run.Model, .. arguments]).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ResultThere_IsNotOverwrittenWithoutForce()
    {
        string folder = run.At("judged-before");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mine.txt"), "mine");

        Assert.Contains("--force", HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "-o", folder).Refused(), StringComparison.Ordinal);

        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(run.At(""), "*.part"), e => e.Contains("judged-before", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_UnknownModel_IsOneLine() =>
        Assert.Contains("no model 'nothere'", HonnanProcess.Run("evaluate", "nothere", "--pictures", run.Labels).Refused(), StringComparison.Ordinal);
}
