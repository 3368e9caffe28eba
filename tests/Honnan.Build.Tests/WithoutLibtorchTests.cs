using Xunit;

namespace Honnan.Build.Tests;

/// <summary>What is released for programs that predict, score and serve alone: no libtorch in it, and commands that need it say so.</summary>
[Trait("Category", "long")]
public sealed class WithoutLibtorchTests(FreshCopy copy) : IClassFixture<FreshCopy>
{
    private static readonly string[][] Needing = [["benchmark"], ["demo", "-o", "demo"], ["benchmark", "--mode", "train", "--device", "cpu"]];

    [Fact]
    public async Task SelfContainedFolder_Predicts_AndTellsWhatItLacks()
    {
        string published = copy.Beside("alone");
        await DoneAsync("dotnet", "publish", "src/Honnan.Cli", "-c", "Release", "-r", "linux-x64", "--self-contained", "-p:HonnanTorch=none", "-p:PublishReadyToRun=true", "-o", published, "--nologo");
        string[] before = Directory.GetFiles(published);
        Assert.DoesNotContain(before, file => Path.GetFileName(file).StartsWith("libtorch", StringComparison.Ordinal));
        Assert.InRange(before.Sum(file => new FileInfo(file).Length) >> 20, 50, 250);

        await AssertWorksAsync([Path.Combine(published, "honnan")]);
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFiles(published).Order(StringComparer.Ordinal)); // nothing was fetched beside it
    }

    [Fact]
    public async Task Tool_FromALocalFeed_Predicts_AndTellsWhatItLacks()
    {
        string feed = copy.Beside("feed");
        await DoneAsync("dotnet", "pack", "src/Honnan.Cli", "-c", "Release", "-r", "linux-x64", "-p:HonnanTorch=none", "-o", feed, "--nologo");
        string[] packages = Directory.GetFiles(feed);
        Assert.All(packages, package => Assert.InRange(new FileInfo(package).Length >> 20, 0, 100));
        await DoneAsync("dotnet", "tool", "install", "Honnan", "--tool-path", copy.Beside("tools"), "--source", feed);

        await AssertWorksAsync([copy.Beside("tools/honnan")]);
    }

    private async Task AssertWorksAsync(string[] honnan)
    {
        string picture = Path.Combine(ProjectFolder.Root, "docs", "images", "japan.jpg");
        ExternalProgram predicted = await copy.RunAsync("/", [.. honnan, "predict", picture, "--json"]);
        Assert.True(predicted.ExitCode == 0, predicted.Said);
        Assert.Contains("\"probability\"", predicted.Output, StringComparison.Ordinal);
        foreach (string[] line in Needing)
        {
            ExternalProgram told = await copy.RunAsync(copy.Beside("."), [.. honnan, .. line]);
            Assert.True(told.ExitCode == 2, $"{line[0]}: {told.Said}");
            Assert.Equal("", told.Output);
            Assert.StartsWith("honnan: this build has no libtorch", told.Error, StringComparison.Ordinal);
            Assert.Single(told.Error.Trim().Split('\n'));
        }
    }

    private async Task DoneAsync(params string[] command)
    {
        ExternalProgram run = await copy.RunAsync(copy.Root, command);
        Assert.True(run.ExitCode == 0, run.Said);
    }
}
