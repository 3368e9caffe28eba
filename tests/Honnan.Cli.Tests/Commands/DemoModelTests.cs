using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>The shipped model for drawn streets, on streets that it has not seen.</summary>
[Trait("Category", "slow")]
public sealed class DemoModelTests
{
    private const double Least = 0.8; // 82 of 96 are right; on a larger world: models/README.md

    [Fact]
    public void Predict_AnotherWorldsViews_NamesMostCountries()
    {
        using var folder = new TemporaryFolder();
        string world = folder.At("world");
        HonnanProcess.Run("draw", "-o", world, "--panoramas", "0", "--windows", "0", "--views", "8", "--seed", "77").Done();
        Dictionary<string, string> truth = File.ReadLines(Path.Combine(world, "views", "labels.csv")).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

        string[] lines = HonnanProcess.Run("predict", Path.Combine(world, "views", "images"), "--model", "demo-12", "--json").Done().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        int right = 0;
        foreach (string line in lines)
        {
            using var said = JsonDocument.Parse(line);
            right += said.RootElement.GetProperty("country").GetString() == truth[Path.GetFileName(said.RootElement.GetProperty("file").GetString()!)] ? 1 : 0;
        }

        Assert.Equal(96, lines.Length);
        Assert.InRange((double)right / lines.Length, Least, 1);
    }
}
