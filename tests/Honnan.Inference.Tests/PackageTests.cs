using System.IO.Compression;
using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Inference.Tests;

/// <summary>The packages as another program gets them: from a feed, without this project's sources.</summary>
[Trait("Category", "slow")]
public sealed partial class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _version = "";

    /// <summary>The program is the package's own page; the others have the package through a library of their own alone, as a project or as a package.</summary>
    [Fact]
    public async Task Packages_InNewPrograms_NameACountryByTheShippedModelWithoutTheTensorLibrary()
    {
        string page = await PackAsync();
        string code = Code().Match(page).Groups["code"].Value;
        Write("direct", code, Package(_version));
        Write("library", $$"""public static class Asked { public static void Ask() { {{code.Replace("using Honnan.Inference;", "", StringComparison.Ordinal)}} } }""", Package(_version), library: true);
        Write("through", "Asked.Ask();", """<ProjectReference Include="../library/library.csproj" />""");
        await DotnetAsync(_folder.At("library"), "pack", "-c", "Release", "-o", _folder.At("feed"));
        Assert.False(Directory.Exists(_folder.At("library/bin/Release/net10.0/models"))); // they would be there twice
        Write("further", "Asked.Ask();", """<PackageReference Include="library" Version="1.0.0" />""");
        foreach (string program in (string[])["direct", "through", "further"])
        {
            await DotnetAsync(_folder.At(program), "publish", "-c", "Release", "-o", _folder.At($"{program}-published"));
            foreach (string folder in (string[])[Path.Combine(program, "bin", "Release", "net10.0"), $"{program}-published"])
            {
                _folder.Write(Path.Combine(folder, "photo.jpg"), DrawnPictures.Jpeg(150, 64, seed: 1));

                string printed = await DotnetAsync(_folder.At(folder), $"{program}.dll");

                Assert.Matches("^[A-Z]{2} [0-9.,]+ ?%\\s*$", printed);
                Assert.Empty(Directory.GetFiles(_folder.At(folder), "*torch*", SearchOption.AllDirectories));
                Assert.Equal(Directory.GetFiles(ProjectFolder.At("models"), "*.onnx").Select(Path.GetFileName).Order(), Directory.GetFiles(_folder.At(Path.Combine(folder, "models"))).Select(Path.GetFileName).Order());
            }
        }
    }

    /// <summary>On a package's page a path in the sources leads nowhere.</summary>
    [Theory]
    [InlineData("Honnan.Inference")]
    [InlineData("Honnan.Cli")]
    public void Page_HasNoLinkIntoTheSources(string project) =>
        Assert.DoesNotMatch(@"\]\((?!https://)|<img|<a ", File.ReadAllText(ProjectFolder.At("src", project, "package.md")));

    public void Dispose() => _folder.Dispose();

    /// <summary>Fills the feed; gives the page of Honnan.Inference.</summary>
    private async Task<string> PackAsync()
    {
        foreach (string project in (string[])["Honnan.Data", "Honnan.Inference"])
        {
            await DotnetAsync(ProjectFolder.Root, "pack", Path.Combine("src", project), "--no-build", "-c", "Release", "--nologo", "-v", "quiet", "-o", _folder.At("feed"));
        }

        string package = Assert.Single(Directory.GetFiles(_folder.At("feed"), "Honnan.Inference.*.nupkg"));
        _version = Path.GetFileNameWithoutExtension(package)["Honnan.Inference.".Length..];
        await using ZipArchive archive = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
        using var page = new StreamReader(await archive.GetEntry("README.md")!.OpenAsync(TestContext.Current.CancellationToken));
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _folder.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder.At("packages")}" /></config>
              <fallbackPackageFolders><add key="cache" value="{cache}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="{_folder.At("feed")}" /></packageSources>
            </configuration>
            """);
        return await page.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static string Package(string version) => $"""<PackageReference Include="Honnan.Inference" Version="{version}" />""";

    private void Write(string name, string code, string reference, bool library = false)
    {
        _folder.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>{(library ? "Library" : "Exe")}</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>{reference}</ItemGroup>
            </Project>
            """);
        _folder.Write($"{name}/Program.cs", library ? $"using Honnan.Inference;\n{code}" : code);
    }

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        ExternalProgram done = await ExternalProgram.RunAsync("dotnet", folder, TestContext.Current.CancellationToken, arguments);
        Assert.True(done.ExitCode == 0, done.Said);
        return done.Output;
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
