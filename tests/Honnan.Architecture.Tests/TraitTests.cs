using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Architecture.Tests;

/// <summary>The parts of ./test are told apart by the trait Category alone.</summary>
public sealed partial class TraitTests
{
    private static readonly string[] Parts = ["reference", "slow", "end-to-end", "browser", "cluster", "long"];

    [Fact]
    public void Category_OfATest_IsAPartOfTheSuite() => Assert.All(SourceFiles.In("tests"), file =>
        Assert.All(Trait().Matches(File.ReadAllText(file)), trait =>
        {
            Assert.True(trait.Groups["name"].Value == "Category", $"{SourceFiles.Name(file)}: {trait.Value}");
            Assert.True(Parts.Contains(trait.Groups["value"].Value), $"{SourceFiles.Name(file)}: {trait.Value}");
        }));

    [Fact]
    public void Test_OfTheReferenceFolder_SaysSo() => Assert.All(SourceFiles.In("tests"), file =>
    {
        string text = File.ReadAllText(file);
        if (Fact().IsMatch(text) && text.Contains("ReferenceFolder" + ".", StringComparison.Ordinal))
        {
            Assert.True(text.Contains("[Trait(\"Category\", \"reference\")]", StringComparison.Ordinal), $"{SourceFiles.Name(file)} is no part of ./test reference");
        }
    });

    /// <summary>xunit.v3 4.0.2 counts such a test as skipped and as failed: give one row whose test skips itself.</summary>
    [Fact]
    public void Theory_WithoutData_SkipsItself() => Assert.All(SourceFiles.In("tests"), file =>
        Assert.False(File.ReadAllText(file).Contains("SkipTest" + "WithoutData", StringComparison.Ordinal), SourceFiles.Name(file)));

    [GeneratedRegex("""\[Trait\("(?<name>[^"]*)", "(?<value>[^"]*)"\)\]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trait();

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fact();
}
