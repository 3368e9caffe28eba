using Honnan.Data.Reports;
using Xunit;

namespace Honnan.Data.Tests.Reports;

public sealed class SourceProbeTests
{
    [Fact]
    public void BalancedAccuracy_OneNumberThatTells_IsFound()
    {
        (List<float[]> pictures, List<int> classes) = Drawn(200, 500, told: 1);
        Assert.InRange(SourceProbe.BalancedAccuracy(pictures, classes), 0.9, 1);
    }

    [Fact]
    public void BalancedAccuracy_NothingThatTells_IsChance()
    {
        (List<float[]> pictures, List<int> classes) = Drawn(300, 500, told: 0);
        Assert.InRange(SourceProbe.BalancedAccuracy(pictures, classes), 0.4, 0.6);
    }

    [Fact]
    public void BalancedAccuracy_UnevenClasses_CountEqually()
    {
        // Three quarters are of one class: who always says so has 0.5.
        (List<float[]> pictures, List<int> classes) = Drawn(400, 100, told: 0, first: 0.75);
        Assert.InRange(SourceProbe.BalancedAccuracy(pictures, classes), 0.38, 0.62);
    }

    [Fact]
    public void BalancedAccuracy_FiveClassesInTurns_AreFound()
    {
        var random = new Random(5);
        int[] classes = [.. Enumerable.Range(0, 100).Select(i => i % 5)];
        float[][] pictures = [.. classes.Select(c => Enumerable.Range(0, 40).Select(j => (float)(random.NextDouble() * 20) + (j / 8 == c ? 40 : 0)).ToArray())];

        Assert.InRange(SourceProbe.BalancedAccuracy(pictures, classes), 0.9, 1);
    }

    // Noise; some of the first numbers are higher in class 1.
    private static (List<float[]> Pictures, List<int> Classes) Drawn(int count, int length, int told, double first = 0.5)
    {
        var random = new Random(11);
        List<int> classes = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < first ? 0 : 1)];
        List<float[]> pictures = [.. classes.Select(c => Enumerable.Range(0, length)
            .Select(j => (float)(random.NextDouble() * 50) + (j < 20 * told && c == 1 ? 40 : 0)).ToArray())];
        return (pictures, classes);
    }
}
