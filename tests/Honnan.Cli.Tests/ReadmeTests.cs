using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Cli.Tests;

/// <summary>What the README promises: its commands run, and its table says what they print.</summary>
[Trait("Category", "end-to-end")]
public sealed partial class ReadmeTests
{
    // Another processor rounds otherwise; a guess or two of a hundred may turn.
    private const double Points = 3;

    private static readonly string Readme = File.ReadAllText(ProjectFolder.At("README.md"));

    /// <summary>As they stand, but for smaller pictures, of which features take seconds in place of minutes.</summary>
    [Fact]
    public async Task QuickStart_OnSmallPictures_Runs()
    {
        _ = SharedFolder.Weights();
        using var folder = new TemporaryFolder();
        string[] commands = Commands();
        Assert.All(["import", "curate", "train", "evaluate", "explain", "predict"], name => Assert.Contains(commands, c => c.StartsWith($"./honnan {name} ", StringComparison.Ordinal)));

        await RunAsync(folder, [.. commands.Select(c => c.StartsWith("./honnan train ", StringComparison.Ordinal) ? $"{c} --set loading.shortSide=96" : c)]);

        Assert.Single(Directory.GetFiles(folder.At("photo"), "*.jpg"));
    }

    // Minutes of features are computed once: the script takes the first of the quick start's lines too, and a line that it
    // took is not taken again.
    [Fact]
    [Trait("Category", "long")]
    public async Task FirstResults_ThenTheQuickStart_GiveTheTablesFiguresAndRun()
    {
        _ = SharedFolder.Weights();
        using var folder = new TemporaryFolder();
        string script = ProjectFolder.At("experiments", "first-results");
        string[] taken = [.. File.ReadLines(script).Select(line => line.Replace("\"$out/", "work/", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal))];

        ExternalProgram ended = await ExternalProgram.RunAsync(script, ProjectFolder.Root, TestContext.Current.CancellationToken, folder.Path);
        Assert.True(ended.ExitCode == 0, ended.Said);
        AssertFigures(folder.At("judged/evaluation.json"));

        Directory.Move(folder.At("judged"), folder.At("judged-by-folds"));
        Directory.Move(folder.At("maps"), folder.At("maps-of-a-fold"));
        await RunAsync(folder, [.. Commands().Except(taken)]);
        Assert.Single(Directory.GetFiles(folder.At("photo"), "*.jpg"));
    }

    private static string[] Commands() => [.. QuickStart().Match(Readme).Groups["commands"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static async Task RunAsync(TemporaryFolder folder, IReadOnlyList<string> commands)
    {
        string photo = Directory.EnumerateFiles(Path.Combine(SharedData.Folder(), "views", "images")).Order(StringComparer.Ordinal).First();
        foreach (string command in commands)
        {
            string[] words = [.. command.Split(' ').Skip(1).Select(word => word.Replace("work/", folder.Path + "/", StringComparison.Ordinal).Replace("photo.jpg", photo, StringComparison.Ordinal))];
            ExternalProgram ended = await ExternalProgram.RunAsync(HonnanProcess.Program, ProjectFolder.Root, TestContext.Current.CancellationToken, words);
            Assert.True(ended.ExitCode == 0, $"{command}: {ended.Said}");
        }
    }

    private static void AssertFigures(string evaluation)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(evaluation));
        Dictionary<string, JsonElement> sources = document.RootElement.GetProperty("perSource").EnumerateArray().ToDictionary(s => s.GetProperty("source").GetString()!);
        MatchCollection rows = Row().Matches(Readme);
        Assert.Equal(4, rows.Count);
        foreach ((Match row, JsonElement figures) in rows.Zip([sources["pano"], sources["single"], sources["views"], document.RootElement]))
        {
            Assert.Equal(row.Groups["pictures"].Value.Replace(",", "", StringComparison.Ordinal), figures.GetProperty("pictures").ToString());
            Assert.Equal(Number(row, "top1"), 100 * figures.GetProperty("top1").GetDouble(), Points);
            Assert.Equal(Number(row, "top5"), 100 * figures.GetProperty("top5").GetDouble(), Points);
        }
    }

    private static double Number(Match row, string name) => double.Parse(row.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"## Quick start.*?```bash\n(?<commands>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuickStart();

    [GeneratedRegex(@"^\|[^|]*?(?<pictures>[\d,]+) \|[^|]*\| (?<top1>[\d.]+) % \([^|]*\| (?<top5>[\d.]+) % \(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
