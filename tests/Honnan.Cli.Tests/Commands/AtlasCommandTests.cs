using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

[Trait("Category", "slow")]
public sealed class AtlasCommandTests(TrainedRun run)
{
    [Fact]
    public void Atlas_Selection_WritesAPageAndItsFigures()
    {
        string folder = run.At("atlas");
        string[] arguments = ["atlas", run.Model, "--data", run.Selection, "--split", "all", "--examine", "1", "-o", folder];

        JsonElement document = HonnanProcess.Run([.. arguments, "--json"]).Json();

        Assert.Equal(["HU", "JP", "ZA"], document.GetProperty("countries").EnumerateArray().Select(c => c.GetProperty("country").GetString()!));
        Assert.InRange(document.GetProperty("recognised").GetInt32(), 1, document.GetProperty("pictures").GetInt32());
        Assert.Contains("learned from pictures shown here", document.GetProperty("caution").GetString(), StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(folder, "atlas.html"));
        Assert.Contains("learned from pictures shown here", page, StringComparison.Ordinal);
        Assert.Equal(document.GetRawText(), JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "atlas.json"))).RootElement.GetRawText());

        Finished again = HonnanProcess.Run(arguments);

        Assert.Equal(2, again.Code);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(page, File.ReadAllText(Path.Combine(folder, "atlas.html")));
    }

    [Theory]
    [InlineData("one of the two")]
    [InlineData("--hints", "--data", "SELECTION", "--hints", "0")]
    [InlineData("--fold must be a number here", "--data", "SELECTION", "--fold", "all")]
    public void Atlas_Mistake_SaysSoAndLeavesNothing(string told, params string[] options)
    {
        Finished finished = HonnanProcess.Run(["atlas", run.Model, .. options.Select(o => o == "SELECTION" ? run.Selection : o), "-o", run.At("atlas-never")]);

        Assert.Equal(2, finished.Code);
        Assert.Contains(told, finished.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.At("atlas-never")));
    }
}
