using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Cluster.Tests;

/// <summary>The plan of docs/scale.md is sums of measured figures: what its calls of awk print stands on the page, line for line.</summary>
public sealed partial class ScalePlanTests
{
    private const int Sums = 3; // the stages, a few ranks, many ranks

    [Fact]
    public async Task Page_Sums_AreWhatItsCommandsPrint()
    {
        string page = await File.ReadAllTextAsync(ProjectFolder.At("docs", "scale.md"), TestContext.Current.CancellationToken);
        string[] calls = [.. Awk().Matches(page).Select(call => call.Value)];

        Assert.Equal(Sums, calls.Length);
        foreach (string call in calls)
        {
            // Another language's awk may print commas for points.
            ExternalProgram run = await ExternalProgram.RunAsync("env", ProjectFolder.Root, TestContext.Current.CancellationToken, "LC_ALL=C", "bash", "-c", call);
            Assert.True(run.ExitCode == 0 && run.Error.Length == 0, run.Said);
            Assert.NotEmpty(run.Output);
            Assert.Contains($"\n{run.Output}", page, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("^awk '[^']*'$", RegexOptions.Multiline, 1000)]
    private static partial Regex Awk();
}
