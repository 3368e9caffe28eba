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
        Assert.All(["evaluation.json", "predictions.csv", "confusion.svg", "confusion.png", "reliability.svg", "risk-coverage.png", "without-information.svg"], name => Assert.True(File.Exists(Path.Combine(folder, name)), name));
    }

    /// <summary>Every number of the document, whatever its key, but for the speed.</summary>
    [Fact]
    public void Evaluate_ExportedFile_GivesTheFiguresOfItsRun()
    {
        string file = run.At("judged.onnx");
        HonnanProcess.Run("export", run.Model, "-o", file).Done();

        JsonElement expected = HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "--precision", "float32", "-o", run.At("judged run"), "--json").Json();
        JsonElement figures = HonnanProcess.Run("evaluate", file, "--data", run.Selection, "-o", run.At("judged file"), "--json").Json();

        AssertNear(expected, figures, "");
        Assert.Equal(
            Directory.EnumerateFiles(run.At("judged run")).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(run.At("judged file")).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
        Assert.Contains("judged.onnx", File.ReadAllText(Path.Combine(run.At("judged file"), "model-card.md")), StringComparison.Ordinal);
        Assert.Contains("--views is for runs", HonnanProcess.Run("evaluate", file, "--data", run.Selection, "--views").Refused(), StringComparison.Ordinal);
        Assert.Contains("--precision is for runs", HonnanProcess.Run("evaluate", file, "--data", run.Selection, "--precision", "float32").Refused(), StringComparison.Ordinal);
        Assert.Contains("--allow-seen", HonnanProcess.Run("evaluate", file, "--data", run.Selection, "--fold", "1").Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_KeptFeatures_GivesTheSameFigures()
    {
        string model = run.At("head alone");
        HonnanProcess.Run("train", run.At("experiment.json"), "--data", run.Selection, "-o", model, "--set", "training.freeze=body", "--set", "training.epochs=2").Done();

        JsonElement expected = HonnanProcess.Run("evaluate", model, "--data", run.Selection, "--json").Json();
        JsonElement figures = HonnanProcess.Run("evaluate", model, "--data", run.Selection, "--kept-features", "--json").Json();

        AssertNear(expected, figures, "");
        Assert.Contains("--kept-features goes with --data", HonnanProcess.Run("evaluate", model, "--pictures", run.Labels, "--kept-features").Refused(), StringComparison.Ordinal);
    }

    private static void AssertNear(JsonElement expected, JsonElement found, string at)
    {
        Assert.True(expected.ValueKind == found.ValueKind, at);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(p => p.Name), found.EnumerateObject().Select(p => p.Name));
                Assert.All(expected.EnumerateObject().Where(p => p.Name != "picturesPerSecond"), p => AssertNear(p.Value, found.GetProperty(p.Name), $"{at}.{p.Name}"));
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == found.GetArrayLength(), at);
                Assert.All(expected.EnumerateArray().Zip(found.EnumerateArray()), pair => AssertNear(pair.First, pair.Second, $"{at}[]"));
                break;
            case JsonValueKind.Number:
                Assert.True(Math.Abs(expected.GetDouble() - found.GetDouble()) <= 1e-4 * Math.Max(1, Math.Abs(expected.GetDouble())), $"{at}: {expected} and {found}");
                break;
            default:
                Assert.True(expected.ToString() == found.ToString(), $"{at}: {expected} and {found}");
                break;
        }
    }

    [Fact]
    public void Evaluate_ModelWithRules_TellsWhatTheyGive()
    {
        JsonElement figures = HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "-o", run.At("judged with rules"), "--json").Json();

        JsonElement calibration = figures.GetProperty("calibration");
        Assert.True(calibration.GetProperty("eceBefore").GetDouble() >= 0);
        Assert.Equal(figures.GetProperty("pictures").GetInt32(), calibration.GetProperty("reliability").EnumerateArray().Sum(bin => bin.GetProperty("pictures").GetInt32()));
        JsonElement probes = figures.GetProperty("probes");
        Assert.Equal(["drawn", "corrupted"], probes.GetProperty("strangers").EnumerateArray().Select(s => s.GetProperty("kind").GetString()!));
        Assert.Contains("black", probes.GetProperty("withoutInformation").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!));
    }

    [Fact]
    public void Calibrate_TrainedRun_FindsTheRulesThatTrainingFound()
    {
        string rules = Path.Combine(run.Model, "answers.json");
        JsonElement before = JsonDocument.Parse(File.ReadAllText(rules)).RootElement;

        JsonElement fitted = HonnanProcess.Run("calibrate", run.Model, "--data", run.Selection, "--precision", "float32", "--json").Json();

        Assert.Equal(before.GetProperty("pictures").GetInt32(), fitted.GetProperty("pictures").GetInt32());
        Assert.Equal(before.GetProperty("calibration").GetProperty("logLoss").GetDouble(), fitted.GetProperty("calibration").GetProperty("logLoss").GetDouble(), 1e-3);
        Assert.Equal(before.GetProperty("refusal").GetProperty("threshold").GetDouble(), fitted.GetProperty("threshold").GetDouble(), 0.02 * fitted.GetProperty("threshold").GetDouble());
        Assert.Equal(6, fitted.GetProperty("compared").GetArrayLength());
    }

    [Fact]
    public void Evaluate_Audit_TellsTheVerdictInDocumentReportAndWords()
    {
        string folder = run.At("judged with audit");

        Finished finished = HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "--audit", "-o", folder).Done();

        JsonElement shortcuts = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "evaluation.json"))).RootElement.GetProperty("shortcuts");
        string first = shortcuts.GetProperty("verdict")[0].GetString()!;
        Assert.Contains(first[..40], finished.Output, StringComparison.Ordinal);
        Assert.Contains("watermark", shortcuts.GetProperty("regions").EnumerateArray().Select(r => r.GetProperty("region").GetString()));
        Assert.Contains("\"shortcuts\":{", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AgainstItself_FindsNoDifference()
    {
        JsonElement against = HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "--against", run.Model, "--json").Json().GetProperty("against");

        Assert.Equal(1, against.GetProperty("pValue").GetDouble());
        Assert.Equal((0, 0), (against.GetProperty("onlyThis").GetInt32(), against.GetProperty("onlyOther").GetInt32()));
        Assert.Equal(
            """{"difference":0,"interval":[0,0]}""", JsonSerializer.Serialize(against.GetProperty("differences").GetProperty("top1")));
    }

    [Fact]
    public void Evaluate_SideThatTheRunKeptOut_IsJudgedWithoutACaution()
    {
        Finished finished = HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "--split", "validation", "--json");

        Assert.Equal(0, finished.Json().GetProperty("learned").GetInt32());
        Assert.False(finished.Json().TryGetProperty("caution", out _));
        Assert.Equal("", finished.Error);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("all")]
    public void Evaluate_SideThatTheRunLearnedFrom_SaysSoEverywhere(string side)
    {
        string folder = run.At($"judged on {side}");

        Finished finished = HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "--split", side, "-o", folder, "--json");

        int learned = File.ReadLines(Path.Combine(run.Model, "learned.csv")).Count() - 1;
        JsonElement figures = finished.Json();
        Assert.Equal(learned, figures.GetProperty("learned").GetInt32());
        string caution = $"the model has learned from {learned} of these {figures.GetProperty("pictures").GetInt32()} pictures";
        Assert.StartsWith(caution, figures.GetProperty("caution").GetString(), StringComparison.Ordinal);
        Assert.Contains($"warning: {caution}", finished.Error, StringComparison.Ordinal);
        Assert.Contains(caution, File.ReadAllText(Path.Combine(folder, "evaluation.json")), StringComparison.Ordinal);
        Assert.Contains($"({learned} learned from)", File.ReadAllText(Path.Combine(folder, "confusion.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AnotherSelectionOfTheSamePictures_NeedsAWord()
    {
        string other = run.At("other selection");
        HonnanProcess.Run("curate", run.At("catalogue"), "-o", other, "--seed", "77").Done();
        string folder = run.At("judged on another");

        string line = HonnanProcess.Run("evaluate", run.Model, "--data", other, "-o", folder).Refused();
        Assert.Matches(@"trained on another selection, and it has learned from \d+ of these \d+ pictures; .* give --allow-seen$", line);
        Assert.False(Directory.Exists(folder));

        JsonElement figures = HonnanProcess.Run("evaluate", run.Model, "--data", other, "-o", folder, "--allow-seen", "--json").Json();
        Assert.True(figures.GetProperty("learned").GetInt32() > 0);
        Assert.Contains("caution", File.ReadAllText(Path.Combine(folder, "evaluation.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ModelThatDoesNotSay_NeedsAWordForAnotherSelectionAlone()
    {
        string model = run.At("model without a list");
        Directory.CreateDirectory(model);
        foreach (string name in (string[])["model.json", "model.safetensors"])
        {
            File.Copy(Path.Combine(run.Model, name), Path.Combine(model, name), overwrite: true);
        }

        string other = run.At("yet another selection");
        HonnanProcess.Run("curate", run.At("catalogue"), "-o", other, "--seed", "78").Done();

        Assert.Contains("does not say from which pictures; ", HonnanProcess.Run("evaluate", model, "--data", other).Refused(), StringComparison.Ordinal);
        JsonElement allowed = HonnanProcess.Run("evaluate", model, "--data", other, "--allow-seen", "--json").Json();
        Assert.Contains("is not known", allowed.GetProperty("caution").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, HonnanProcess.Run("evaluate", model, "--data", run.Selection, "--json").Json().GetProperty("learned").GetInt32());
    }

    [Fact]
    public void Evaluate_AnotherSelectionOfOtherPictures_IsJudged()
    {
        string[] test = [.. File.ReadLines(Path.Combine(run.Selection, "kept.csv")).Skip(1).Select(line => line.Split(',')).Where(cells => cells[5] == "test").Select(cells => cells[1])];
        string[] labels = File.ReadAllLines(run.Labels);
        string own = run.At("pictures/test.csv");
        File.WriteAllLines(own, labels.Where((line, i) => i == 0 || test.Contains(line.Split(',')[0])));
        string data = run.At("test.json");
        File.WriteAllText(data, """{ "sources": [ { "name": "drawn", "kind": "csv", "path": "pictures/test.csv" } ], "vocabulary": { "countries": ["HU", "JP", "ZA"] } }""");
        HonnanProcess.Run("import", data, "-o", run.At("test catalogue")).Done();
        HonnanProcess.Run("curate", run.At("test catalogue"), "-o", run.At("test selection")).Done();

        Finished finished = HonnanProcess.Run("evaluate", run.Model, "--data", run.At("test selection"), "--split", "all", "--json");

        Assert.Equal(test.Length, finished.Json().GetProperty("pictures").GetInt32());
        Assert.Equal(0, finished.Json().GetProperty("learned").GetInt32());
        Assert.Contains("on none of these pictures as they are", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_LabelsOfLearnedPictures_SaysSo()
    {
        Finished finished = HonnanProcess.Run("evaluate", run.Model, "--pictures", run.Labels, "--json");

        Assert.Equal(File.ReadLines(Path.Combine(run.Model, "learned.csv")).Count() - 1, finished.Json().GetProperty("learned").GetInt32());
        Assert.Contains("warning: the model has learned from", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_Labels_CountsUnreadableAndOutsideApart()
    {
        string labels = run.At("pictures/some.csv");
        File.WriteAllText(labels, "file,country\nHU-0.jpg,HU\nJP-0.jpg,JP\nZA-1.jpg,Austria\nbroken.jpg,HU\nnothere.jpg,ZA\nHU-1.jpg,Hungray\nHU-2.jpg,\n");

        Finished finished = HonnanProcess.Run("evaluate", run.Model, "--pictures", labels, "--json");

        JsonElement figures = finished.Json();
        Assert.Equal(2, figures.GetProperty("pictures").GetInt32());
        Assert.Equal(1, figures.GetProperty("outside").GetInt32());
        Assert.Equal(4, figures.GetProperty("unreadable").GetInt32());
        Assert.Contains("HU-1.jpg: unknown country 'Hungray'; did you mean 'Hungary'?", finished.Error, StringComparison.Ordinal);
        Assert.Contains("HU-2.jpg: no country", finished.Error, StringComparison.Ordinal);
        Assert.Contains("broken.jpg", finished.Error, StringComparison.Ordinal);
        Assert.Contains("nothere.jpg", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_AFoldThatWasLearned_IsRefused() => Assert.Contains(
        "leave --fold away; to judge it by them all the same, give --allow-seen", HonnanProcess.Run("evaluate", run.Model, "--data", run.Selection, "--fold", "1").Refused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("one of the two")]
    [InlineData("one of the two", "--data", "SELECTION", "--pictures", "LABELS")]
    [InlineData("is no selection", "--data", "nothere")]
    [InlineData("unknown --split 'tset'", "--data", "SELECTION", "--split", "tset")]
    [InlineData("there is no fold 7", "--data", "SELECTION", "--fold", "7", "--split", "train")]
    [InlineData("there is no fold 7", "--data", "SELECTION", "--fold", "7")]
    [InlineData("nothere.csv", "--pictures", "nothere.csv")]
    [InlineData("--fold goes with --data", "--pictures", "LABELS", "--fold", "1")]
    public void Evaluate_Mistake_IsOneLine(string told, params string[] options)
    {
        string[] arguments = [.. options.Select(o => o switch { "SELECTION" => run.Selection, "LABELS" => run.Labels, _ => o })];
        Assert.Contains(told, HonnanProcess.Run(["evaluate", run.Model, .. arguments]).Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_FolderThatIsNoModel_SaysWhatItIs()
    {
        Assert.Contains("is a selection, not a model: it goes with --data", HonnanProcess.Run("evaluate", run.Selection, "--data", run.Selection).Refused(), StringComparison.Ordinal);
        Assert.Contains("is a selection, not a model", HonnanProcess.Run("inspect", run.Selection).Refused(), StringComparison.Ordinal);
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
