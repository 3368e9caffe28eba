using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Architecture.Tests;

public sealed partial class SourceRulesTests
{
    private const int MostLines = 300;

    [Fact]
    public void Files_OfTheProduct_AreShort()
    {
        string[] files = [.. SourceFiles.In("src")];
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            int lines = File.ReadLines(file).Count();
            Assert.True(lines <= MostLines, $"{SourceFiles.Name(file)} has {lines} lines, over {MostLines}");
        });
    }

    [Fact]
    public void Folders_OfTheProduct_NameWhatTheyHold() => Assert.All(SourceFiles.In("src"), file =>
    {
        string? vague = SourceFiles.Name(file).Split(Path.DirectorySeparatorChar, '.').FirstOrDefault(part => Vague().IsMatch(part));
        Assert.True(vague is null, $"{SourceFiles.Name(file)}: '{vague}' says nothing");
    });

    /// <summary>An error in it ends the whole process; backward() throws.</summary>
    [Fact]
    public void Gradients_Everywhere_ComeFromBackward() => Assert.All(SourceFiles.In("src").Concat(SourceFiles.In("tests")), file =>
    {
        Match call = AutogradGrad().Match(File.ReadAllText(file));
        Assert.False(call.Success, $"{SourceFiles.Name(file)}: '{call.Value}' ends the process on an error; use backward()");
    });

    /// <summary>What fails on the way back in a function of our own is told behind it alone; in evaluation mode, in which nets are explained, there is none.</summary>
    [Fact]
    public void WaysBack_OfTheProduct_TellWhatFailed() => Assert.All(
        SourceFiles.In("src").Where(file => !SourceFiles.Name(file).Contains($"{Path.DirectorySeparatorChar}Explaining{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        file => Assert.All(File.ReadLines(file).Where(line => line.Contains(".backward(", StringComparison.Ordinal)), line => Assert.Contains("GradientNode.GoBack(", line, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Utils", true)]
    [InlineData("utility", true)]
    [InlineData("JsonHelpers", true)]
    [InlineData("Common", true)]
    [InlineData("Misc", true)]
    [InlineData("Commons", true)]
    [InlineData("Commands", false)]
    [InlineData("Miscounted", false)]
    public void Vague_Name_IsTold(string name, bool vague) => Assert.Equal(vague, Vague().IsMatch(name));

    [Theory]
    [InlineData("torch.autograd", ".grad([y], [x])", true)]
    [InlineData("autograd", "\n    .grad (y)", true)]
    [InlineData("using static TorchSharp.torch", ".autograd;", true)]
    [InlineData("torch.autograd", ".set_detect_anomaly(true)", false)]
    [InlineData("x", ".grad!", false)]
    public void AutogradGrad_Call_IsTold(string first, string second, bool told) =>
        Assert.Equal(told, AutogradGrad().IsMatch(first + second)); // in halves, or this file would break the rule

    [GeneratedRegex(@"^(\w*(utils?|utilit(y|ies)|helpers?)|commons?|misc|miscellaneous)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vague();

    [GeneratedRegex(@"\bautograd\s*\.\s*grad\s*\(|using static [\w.]*\bautograd\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AutogradGrad();
}
