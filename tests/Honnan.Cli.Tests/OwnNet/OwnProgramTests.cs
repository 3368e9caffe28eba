using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Cli.Tests.OwnNet;

/// <summary>A program beside the repository, as the page has it.</summary>
[Trait("Category", "slow")]
public sealed class OwnProgramTests(TrainedRun drawn)
{
    private static readonly string Page = File.ReadAllText(ProjectFolder.At("docs", "own-net.md"));

    private static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";

    [Fact]
    public async Task Program_AsOnThePage_Trains_AndWithoutTheImportSaysSo()
    {
        using var folder = new TemporaryFolder();
        string project = Block("xml", "<Project").Replace("../honnan", ProjectFolder.Root, StringComparison.Ordinal);
        folder.Write("own/own.csproj", project);
        folder.Write("own/Program.cs", Block("csharp", "args[0]"));
        folder.Write("own/PlainTraining.cs", Block("csharp", "class PlainTraining"));
        folder.Write("own/PlainNet.cs", Block("csharp", "class PlainNet"));
        string experiment = DrawnData.WriteExperiment(folder);
        File.WriteAllText(experiment, File.ReadAllText(experiment).Replace("resnet18", "plain", StringComparison.Ordinal));

        await BuildAsync(folder);
        ExternalProgram trained = await RunAsync(folder, experiment, "run");
        Assert.True(trained.ExitCode == 0, trained.Said);
        Assert.Matches(@"^plain: \d+ steps, HU, JP, ZA\n$", trained.Output);

        string import = Regex.Match(project, "<Import .*/>", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        folder.Write("own/own.csproj", project.Replace(import, "", StringComparison.Ordinal));
        Directory.Delete(folder.At("own/bin"), recursive: true);
        await BuildAsync(folder);
        ExternalProgram refused = await RunAsync(folder, experiment, "other");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(import.Replace(ProjectFolder.Root, "…/honnan", StringComparison.Ordinal), refused.Error.Split('\n')[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("other")));
    }

    /// <summary>The page's block in a language that holds a text.</summary>
    private static string Block(string language, string text) =>
        Page.Split($"```{language}\n").Skip(1).Select(b => b.Split("```")[0]).Single(b => b.Contains(text, StringComparison.Ordinal));

    // What the program refers to is built already, as these tests are.
    private static async Task BuildAsync(TemporaryFolder folder)
    {
        ExternalProgram built = await ExternalProgram.RunAsync(
            "dotnet", folder.At("own"), TestContext.Current.CancellationToken, "build", "-c", Configuration, "-p:BuildProjectReferences=false", "-nodeReuse:false", "--nologo");
        Assert.True(built.ExitCode == 0, built.Said);
    }

    private Task<ExternalProgram> RunAsync(TemporaryFolder folder, string experiment, string run) => ExternalProgram.RunAsync(
        "dotnet", folder.Path, TestContext.Current.CancellationToken, folder.At($"own/bin/{Configuration}/net10.0/own.dll"), experiment, drawn.Selection, folder.At(run));
}
