using Xunit;

namespace Honnan.Build.Tests;

public sealed class PatchTorchSharpTests
{
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string NewVersion = "GLIBCXX_3.4.32";

    [Fact]
    public void Output_OfTheBuild_AsksForNoNewLibrary()
    {
        byte[] original = TorchSharpPackage.Served();
        byte[] patched = File.ReadAllBytes(TorchSharpPackage.In(ProjectFolder.At("src", "Honnan.Cli", "bin", Configuration, "net10.0")));
        AssertPatched(original, patched);
    }

    /// <summary>The output folder holds hard links into the cache: the patch must not write through one.</summary>
    [Fact]
    public void PackageCache_AfterTheBuild_IsAsServed()
    {
        byte[] cached = File.ReadAllBytes(TorchSharpPackage.Cached());
        Assert.True(TorchSharpPackage.Served().AsSpan().SequenceEqual(cached));
        Assert.Contains(new ElfNeeds(cached).Versions(), need => need.Version == NewVersion);
    }

    [Fact]
    [Trait("Category", "slow")]
    public async Task Task_OnAHardLinkTwice_PatchesOnceAndCutsTheLink()
    {
        using var folder = new TemporaryFolder();
        string original = folder.Write("original.so", File.ReadAllBytes(TorchSharpPackage.Cached()));
        string text = folder.Write("text.so", "no library\n");
        string link = folder.At("libLibTorchSharp.so");
        ExternalProgram linked = await ExternalProgram.RunAsync("ln", folder.Path, TestContext.Current.CancellationToken, original, link);
        Assert.True(linked.ExitCode == 0, linked.Said);
        File.SetLastWriteTimeUtc(link, new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        string project = Project(folder, link, text);

        await PatchAsync(project);
        byte[] once = File.ReadAllBytes(link);
        AssertPatched(TorchSharpPackage.Served(), once);
        Assert.True(TorchSharpPackage.Served().AsSpan().SequenceEqual(File.ReadAllBytes(original)));
        Assert.Equal(File.GetLastWriteTimeUtc(original), File.GetLastWriteTimeUtc(link));
        Assert.Equal("no library\n", File.ReadAllText(text));

        File.SetLastWriteTimeUtc(link, new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc));
        await PatchAsync(project);
        Assert.True(once.AsSpan().SequenceEqual(File.ReadAllBytes(link)));
        Assert.Equal(["libLibTorchSharp.so", "original.so", "patch.proj", "text.so"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Category", "slow")]
    public async Task Task_OnTheAssembly_SwitchesOptimisationsOffOnce_AndRefusesAnother()
    {
        using var folder = new TemporaryFolder();
        string assembly = folder.Write("TorchSharp.dll", File.ReadAllBytes(TorchSharpPackage.CachedAssembly()));
        string project = Project(folder, assembly);
        await PatchAsync(project);
        byte[] once = File.ReadAllBytes(assembly);
        Assert.Equal(2, TorchSharpPackage.ServedAssembly().Zip(once).Count(pair => pair.First != pair.Second));
        await PatchAsync(project);
        Assert.True(once.AsSpan().SequenceEqual(File.ReadAllBytes(assembly)));

        string other = folder.Write("other.dll", [(byte)'M', (byte)'Z', .. new byte[100]]);
        ExternalProgram refused = await MsBuildAsync(Project(folder, other));
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("other.dll: its DebuggableAttribute is not where this build looks for it", refused.Said, StringComparison.Ordinal);
    }

    private static string Project(TemporaryFolder folder, params string[] files) => folder.Write("patch.proj", $"""
        <Project>
          <Import Project="{ProjectFolder.At("eng", "TorchSharp.targets")}" />
          <Target Name="Patch">
            {string.Join("\n    ", files.Select(file => $"<PatchTorchSharp File=\"{file}\" />"))}
          </Target>
        </Project>
        """);

    private static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";

    private static void AssertPatched(byte[] original, byte[] patched)
    {
        var before = new ElfNeeds(original);
        var after = new ElfNeeds(patched);
        Assert.Contains(before.Versions(), need => need.Version == NewVersion);
        Assert.Equal(before.Versions().Select(need => need with { Version = need.Version == NewVersion ? "GLIBCXX_3.4" : need.Version }), after.Versions());
        Assert.Contains(NewSymbol, before.Symbols());
        Assert.Equal(before.Symbols().Select(name => name == NewSymbol ? OldSymbol : name), after.Symbols());
        Assert.InRange(original.Zip(patched).Count(pair => pair.First != pair.Second), 1, 64);
        Assert.Equal(original.Length, patched.Length);
    }

    private static async Task PatchAsync(string project)
    {
        ExternalProgram run = await MsBuildAsync(project);
        Assert.True(run.ExitCode == 0, run.Said);
    }

    private static Task<ExternalProgram> MsBuildAsync(string project) =>
        ExternalProgram.RunAsync(
            "dotnet", Path.GetDirectoryName(project)!, TestContext.Current.CancellationToken, "msbuild", project, "-t:Patch", "-v:minimal", "-nologo", "-nodeReuse:false");
}
