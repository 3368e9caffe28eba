namespace Honnan.Inference.Quantizing;

/// <summary>What a linear layer sums: the last side of its input, everywhere.</summary>
/// <param name="inputs">Its length.</param>
internal sealed class LinearField(int inputs) : IReceptiveField
{
    /// <inheritdoc/>
    public int FanIn => inputs;

    /// <inheritdoc/>
    public int Groups => 1;

    /// <inheritdoc/>
    public long PlacesOf(IReadOnlyList<long> shape) => shape.Aggregate(1L, (product, side) => product * side) / inputs;

    /// <inheritdoc/>
    public void Patch(ReadOnlySpan<float> input, IReadOnlyList<long> shape, int group, long place, Span<float> seen) =>
        input.Slice(checked((int)(place * inputs)), inputs).CopyTo(seen);
}
