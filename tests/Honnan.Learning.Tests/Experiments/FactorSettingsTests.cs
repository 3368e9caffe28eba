using Honnan.Learning.Experiments;
using Xunit;

namespace Honnan.Learning.Tests.Experiments;

/// <summary>The settings that <c>experiments/factors/run-all</c> trains for hours.</summary>
public sealed class FactorSettingsTests
{
    [Fact]
    public void Setting_OfEveryRow_IsAnExperiment()
    {
        string[][] rows = [.. File.ReadLines(ProjectFolder.At("experiments", "factors", "settings.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))];

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Experiment.Read(
            ProjectFolder.At("experiments", "factors", $"{row[2]}.json"),
            row[5].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(rows.Length, rows.DistinctBy(row => row[0]).Count());
    }
}
