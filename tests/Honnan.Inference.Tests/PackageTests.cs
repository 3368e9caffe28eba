using Xunit;

namespace Honnan.Inference.Tests;

/// <summary>The packages as another program gets them: from a feed, without this project's sources.</summary>
[Trait("Category", "slow")]
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Packages_InANewProgram_PredictWithoutTheTensorLibrary()
    {
        foreach (string project in (string[])["Honnan.Data", "Honnan.Inference"])
        {
            await DotnetAsync(ProjectFolder.Root, "pack", Path.Combine("src", project), "--no-build", "-c", "Release", "--nologo", "-v", "quiet", "-o", _folder.At("feed"));
        }

        string package = Assert.Single(Directory.GetFiles(_folder.At("feed"), "Honnan.Inference.*.nupkg"));
        WriteProgram(Path.GetFileNameWithoutExtension(package)["Honnan.Inference.".Length..]);
        _folder.Write("program/model.onnx", ExportedNets.SmallFile());
        _folder.Write("program/photo.jpg", DrawnPictures.Jpeg(150, 64, seed: 1));

        string printed = await DotnetAsync(_folder.At("program"), "run", "-c", "Release");

        Assert.Matches("^(AT|BE|CH|DE|FR) [01]\\.[0-9]+\\s*$", printed);
        Assert.Empty(Directory.GetFiles(_folder.At("program/bin"), "*torch*", SearchOption.AllDirectories));
    }

    public void Dispose() => _folder.Dispose();

    private void WriteProgram(string version)
    {
        Directory.CreateDirectory(_folder.At("program"));
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _folder.Write("program/nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder.At("packages")}" /></config>
              <fallbackPackageFolders><add key="cache" value="{cache}" /></fallbackPackageFolders>
              <packageSources><add key="feed" value="{_folder.At("feed")}" /></packageSources>
            </configuration>
            """);
        _folder.Write("program/program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="Honnan.Inference" Version="{version}" /></ItemGroup>
            </Project>
            """);
        _folder.Write("program/Program.cs", """
            using Honnan.Inference;

            using var predictor = new CountryPredictor(new CountryPredictorOptions { Model = "model.onnx" });
            CountryProbability best = predictor.Predict("photo.jpg").Best!;
            Console.WriteLine(FormattableString.Invariant($"{best.Country} {best.Probability:0.000}"));
            """);
    }

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        ExternalProgram done = await ExternalProgram.RunAsync("dotnet", folder, TestContext.Current.CancellationToken, arguments);
        Assert.True(done.ExitCode == 0, done.Said);
        return done.Output;
    }
}
