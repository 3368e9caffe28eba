using Xunit;

namespace Honnan.Build.Tests;

/// <summary>./honnan builds what changed, once, and otherwise stays out of the way.</summary>
[Trait("Category", "slow")]
public sealed class HonnanScriptTests(FreshCopy copy) : IClassFixture<FreshCopy>
{
    [Fact]
    public async Task FreshCopy_FirstCall_BuildsOnce()
    {
        AssertVersion(copy.First);
        Assert.Equal(["begin", "end"], copy.Builds[..2]);
        await AssertVersionAsync();
        await AssertBuildsAsync(0);
    }

    [Fact]
    public async Task ChangedSource_ThreeCallsAtOnce_BuildOnceInTurn()
    {
        await AssertVersionAsync();
        int before = copy.Builds.Length;
        File.AppendAllText(Source, "\n// changed\n");
        ExternalProgram[] runs = await Task.WhenAll(copy.HonnanAsync("--version"), copy.HonnanAsync("--version"), copy.HonnanAsync("--version"));
        Assert.All(runs, AssertVersion);
        Assert.Equal(["begin", "end"], copy.Builds[before..]);
    }

    [Fact]
    public async Task AddedSourceWithATimeInTheFuture_TwoCalls_BuildOnce()
    {
        await AssertVersionAsync();
        string added = Path.Combine(copy.Root, "src", "Honnan.Cli", "Added.cs");
        File.WriteAllText(added, "namespace Honnan.Cli;\n\ninternal static class Added;\n");
        File.SetLastWriteTimeUtc(added, DateTime.UtcNow.AddYears(9));
        await AssertBuildsAsync(1);
        await AssertBuildsAsync(0);
    }

    [Fact]
    public async Task BrokenSource_Call_SaysWhatTheCompilerSaid()
    {
        string text = File.ReadAllText(Source);
        File.WriteAllText(Source, text + "}");
        ExternalProgram run = await copy.HonnanAsync("--version");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error CS1022", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("honnan: the build failed\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        File.WriteAllText(Source, text);
    }

    [Fact]
    public async Task SymbolicLink_FromAnotherFolder_RunsThere()
    {
        string link = copy.Beside("linked");
        File.CreateSymbolicLink(link, Path.Combine(copy.Root, "honnan"));
        File.WriteAllText(copy.Beside("empty.safetensors"), "");
        ExternalProgram run = await copy.RunAsync(Path.GetDirectoryName(link)!, "./linked", "inspect", "empty.safetensors");
        Assert.True(run.ExitCode == 2, run.Said);
        Assert.Contains("empty.safetensors", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Publish_OfTheCommandLine_RunsTheTensorLibrary()
    {
        string published = copy.Beside("published");
        ExternalProgram publish = await copy.RunAsync(copy.Root, "dotnet", "publish", "src/Honnan.Cli", "-c", "Release", "-o", published, "--nologo");
        Assert.True(publish.ExitCode == 0, publish.Said);
        Assert.DoesNotContain(new ElfNeeds(File.ReadAllBytes(TorchSharpPackage.In(published))).Versions(), need => need.Version == "GLIBCXX_3.4.32");
        ExternalProgram run = await copy.RunAsync(
            "/", Path.Combine(published, "honnan"), "benchmark", "--net", "resnet18", "--size", "64x64", "--batch", "1", "--steps", "1", "--repeats", "1");
        Assert.True(run.ExitCode == 0, run.Said);
        Assert.Contains("picturesPerSecond", run.Output, StringComparison.Ordinal);
    }

    private string Source => Path.Combine(copy.Root, "src", "Honnan.Cli", "Program.cs");

    private async Task AssertBuildsAsync(int builds)
    {
        int before = copy.Builds.Length;
        await AssertVersionAsync();
        Assert.Equal(2 * builds, copy.Builds.Length - before);
    }

    private async Task AssertVersionAsync() => AssertVersion(await copy.HonnanAsync("--version"));

    private static void AssertVersion(ExternalProgram run)
    {
        Assert.True(run.ExitCode == 0, run.Said);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Output);
        Assert.Equal("", run.Error);
    }
}
