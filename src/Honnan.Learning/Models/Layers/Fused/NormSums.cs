using Honnan.Learning.Ranks;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>The statistics of a batch's channels.</summary>
/// <param name="Mean">C numbers.</param>
/// <param name="Variance">C numbers; not the unbiased one.</param>
/// <param name="Values">Values a channel.</param>
internal sealed record NormSums(double[] Mean, double[] Variance, double Values)
{
    /// <summary>Takes them of maps in this process's memory and, where there are ranks, of theirs.</summary>
    public static NormSums Of(INormPasses passes, ChannelRows rows, nint input, IRanks? ranks)
    {
        (double[] mean, double[] variance) = passes.Statistics(rows, input);
        var own = new NormSums(mean, variance, rows.Rows);
        return ranks is null ? own : own.OfAll(ranks);
    }

    /// <summary>The same over all ranks' values, of which each gives its own: how many, their sum, the sum of their squares.</summary>
    public NormSums OfAll(IRanks ranks)
    {
        int channels = Mean.Length;
        double[] sums = [Values, .. Mean.Select(m => Values * m), .. Variance.Zip(Mean, (v, m) => Values * (v + (m * m)))];
        ranks.Sum(sums);
        double values = sums[0];
        double[] mean = [.. sums[1..(1 + channels)].Select(s => s / values)];
        return new NormSums(mean, [.. sums[(1 + channels)..].Zip(mean, (s, m) => Math.Max(0, (s / values) - (m * m)))], values);
    }
}
