using Honnan.Data.Answers;

namespace Honnan.Inference.Sessions;

/// <summary>What a net says of a batch.</summary>
/// <param name="Logits">[N, countries].</param>
/// <param name="Features">[N, C, h, w], the last feature map; null where it was not asked for.</param>
/// <param name="Pooled">[N, F], the head's inputs; null where they were not asked for.</param>
/// <param name="Shape">N, C, h, w of the features.</param>
internal sealed record NetOutputs(float[] Logits, float[]? Features, float[]? Pooled, IReadOnlyList<int> Shape)
{
    /// <summary>N.</summary>
    public int Count => Shape[0];

    /// <summary>A picture's logits.</summary>
    public ReadOnlySpan<float> LogitsOf(int row) => Row(Logits, row);

    /// <summary>A picture's feature map [C, h, w].</summary>
    public ReadOnlySpan<float> FeaturesOf(int row) => Row(Features!, row);

    /// <summary>A picture's pooled features.</summary>
    public ReadOnlySpan<float> PooledOf(int row) => Row(Pooled!, row);

    /// <summary>What a view gives for its answer.</summary>
    public ViewOutput ViewOf(int row) => new(LogitsOf(row).ToArray(), Pooled is null ? [] : PooledOf(row).ToArray());

    /// <summary>These pictures and then those of another run, of one size and with the same outputs.</summary>
    public NetOutputs With(NetOutputs others) => new(
        [.. Logits, .. others.Logits],
        Features is null ? null : [.. Features, .. others.Features!],
        Pooled is null ? null : [.. Pooled, .. others.Pooled!],
        [Count + others.Count, .. Shape.Skip(1)]);

    private ReadOnlySpan<float> Row(float[] all, int row) => all.AsSpan(row * (all.Length / Count), all.Length / Count);
}
