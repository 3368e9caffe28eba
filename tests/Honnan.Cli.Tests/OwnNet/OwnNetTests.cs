using System.Reflection;
using Honnan.Learning.Models;
using OwnNet;
using Xunit;

namespace Honnan.Cli.Tests.OwnNet;

/// <summary>The page on nets of one's own: what it shows is compiled, and trains. This project sees public members alone.</summary>
[Trait("Category", "slow")]
public sealed class OwnNetTests(TrainedRun drawn)
{
    [Theory]
    [InlineData("PlainNet.cs")]
    [InlineData("PlainTraining.cs")]
    public void Page_ShowsTheFileThatIsCompiled(string name)
    {
        string file = File.ReadAllText(ProjectFolder.At("tests", "Honnan.Cli.Tests", "OwnNet", name));

        Assert.Contains($"```csharp\n{file}```", File.ReadAllText(ProjectFolder.At("docs", "own-net.md")), StringComparison.Ordinal);
    }

    /// <summary>Among the nets of this project the file must pass as its own do: public members are documented.</summary>
    [Fact]
    public void Page_NetForEveryCommand_IsDocumentedAndNamedInFull()
    {
        string documented = File.ReadAllText(Path.ChangeExtension(typeof(OwnNetTests).Assembly.Location, ".xml"));
        IEnumerable<string> members = typeof(PlainNet).GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m is ConstructorInfo or PropertyInfo)
            .Select(m => $"{(m is PropertyInfo ? "P" : "M")}:{typeof(PlainNet).FullName}.{m.Name.Replace('.', '#')}");
        Assert.All(members, member => Assert.Contains($"<member name=\"{member}", documented, StringComparison.Ordinal));
        Assert.Contains($"\n    [\"plain\"] = head => new {typeof(PlainNet).FullName}(head),\n", File.ReadAllText(ProjectFolder.At("docs", "own-net.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void PlainNet_Registered_TrainsFreezesAndIsReadAgain()
    {
        using var folder = new TemporaryFolder();
        string experiment = DrawnData.WriteExperiment(folder);
        File.WriteAllText(experiment, File.ReadAllText(experiment)
            .Replace("resnet18", "plain", StringComparison.Ordinal)
            .Replace("\"epochs\"", "\"freeze\": \"front\", \"epochs\"", StringComparison.Ordinal));

        using TrainedModel model = PlainTraining.Run(experiment, drawn.Selection, folder.At("run"));

        PlainNet net = Assert.IsType<PlainNet>(model.Net);
        Assert.Equal(3, net.FrontStages);
        Assert.Equal(["HU", "JP", "ZA"], model.Countries.Select(c => c.ToString()));
        Assert.True(model.Description.Steps > 0);
    }
}
