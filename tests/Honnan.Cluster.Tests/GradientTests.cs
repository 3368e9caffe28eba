using System.Globalization;
using Xunit;

namespace Honnan.Cluster.Tests;

/// <summary>Ranks that share the batches of a step have the gradients, statistics and loss of one process, and all the same weights.</summary>
[Trait("Category", "cluster")]
public sealed class GradientTests
{
    private const double InSingle = 1e-5;
    private const double InDouble = 1e-10;
    private const double OfSmallNorms = 5e-4; // without activations some tensors are sums that nearly cancel: 1e-4 of float32's roundings was seen
    private const double InHalf = 0.02; // 8 bits of mantissa

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Step_OfSeveralRanks_IsThatOfOneProcess(int ranks)
    {
        string[] lines = await RanksProgram.RunAsync("mpirun.openmpi", ranks, "gradients");

        var exercises = lines.Select(line => line.Split('|')).GroupBy(parts => parts[0], StringComparer.Ordinal).ToArray();
        Assert.Equal(15, exercises.Length);
        Assert.All(exercises, exercise =>
        {
            Assert.Equal(ranks, exercise.Count());
            Assert.Single(exercise.Select(parts => parts[1]).Distinct());
            Check(Assert.Single(exercise, parts => parts.Length > 2));
        });
    }

    private static void Check(string[] parts)
    {
        double[] errors = [.. parts[2..].Select(p => double.Parse(p, CultureInfo.InvariantCulture))];
        double most = parts[0] switch
        {
            "bfloat16" => InHalf,
            _ when parts[0].EndsWith("float64", StringComparison.Ordinal) => InDouble,
            "frozen" or "synchronised" => InSingle,
            _ => OfSmallNorms,
        };
        Assert.True(errors.All(e => e <= most), string.Join('|', parts));
    }
}
