using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>What <c>honnan nets</c> lists.</summary>
public sealed class NetsCommandTests
{
    private static readonly string Run1 = ProjectFolder.At("experiments", "run1.json");

    [Fact]
    public void Nets_Alone_ListsEveryNetOfThePage()
    {
        JsonElement[] nets = [.. HonnanProcess.Run("nets", "--json").Json().EnumerateArray()];
        string page = File.ReadAllText(ProjectFolder.At("docs", "nets.md"));

        Assert.Equal(16, nets.Length);
        Assert.All(nets, net => Assert.Contains(net.GetProperty("parameters").GetInt64().ToString("#,0", System.Globalization.CultureInfo.InvariantCulture), page, StringComparison.Ordinal));
        JsonElement resnet50 = nets.Single(net => net.GetProperty("name").GetString() == "resnet50");
        Assert.Equal(2048, resnet50.GetProperty("embeddingChannels").GetInt32());
        Assert.Equal(["resnet50-0676ba61", "resnet50-11ad3fa6"], resnet50.GetProperty("downloads").Deserialize<string[]>()!);
        Assert.Matches(@"resnet50 +│ 25,557,032 │ 2,048 +│ resnet50-0676ba61, resnet50-11ad3fa6", HonnanProcess.Run("nets").Done().Output);
    }

    [Fact]
    public void Nets_OfANet_ListsItsParameters()
    {
        JsonElement document = HonnanProcess.Run("nets", "resnet18", "--json").Json();
        JsonElement first = document.GetProperty("parameters")[0];

        Assert.Equal("resnet18", document.GetProperty("net").GetString());
        Assert.Equal("conv1.weight", first.GetProperty("name").GetString());
        Assert.Equal([64, 3, 7, 7], first.GetProperty("shape").Deserialize<int[]>()!);
        Assert.False(first.TryGetProperty("rule", out _));
        Assert.EndsWith("resnet18: 62 parameters, 11,689,512 numbers; the last layer as for 1000 classes\n", HonnanProcess.Run("nets", "resnet18").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nets_OfAnExperiment_TellWhatLearns()
    {
        string output = HonnanProcess.Run("nets", "--experiment", Run1, "--set", """training.optimizer.groups=[{"pattern":"fc.*","learningRateFactor":10}]""").Done().Output;

        Assert.Matches(@"layer1\.0\.conv1\.weight +│ \[64, 64, 1, 1\] +│ 4,096 +│ layer1 +│ × 1 +│ 0 +│ +│ after 0\.5 of the steps", output);
        Assert.Matches(@"fc\.1\.bias +│ \[1000\] +│ 1,000 +│ head +│ × 10 +│ 0 +│ fc\.\* +│ yes", output);
        JsonElement rule = HonnanProcess.Run("nets", "resnet50", "--experiment", Run1, "--set", "training.freezeUntil=1", "--json").Json().GetProperty("parameters")[0].GetProperty("rule");
        Assert.Equal(1, rule.GetProperty("frozenUntil").GetDouble());
    }

    [Theory]
    [InlineData("unknown net 'resnet5O'; did you mean 'resnet50'? (known: resnet18, ", "resnet5O")]
    [InlineData("--set goes with --experiment", "--set", "training.epochs=2")]
    [InlineData("run1.json' is resnet50, not 'resnet18'; --set model.net=resnet18 makes it so", "resnet18", "--experiment", "run1.json")]
    [InlineData("training.frozen[0].pattern 'x' matches no parameter", "--experiment", "run1.json", "--set", """training.frozen=[{"pattern":"x"}]""")]
    [InlineData("/nowhere/e.json", "--experiment", "/nowhere/e.json")]
    public void Nets_Mistake_IsOneLine(string said, params string[] arguments) => Assert.Contains(
        said,
        HonnanProcess.Run(["nets", .. arguments.Select(a => a == "run1.json" ? Run1 : a)]).Refused(),
        StringComparison.Ordinal);
}
