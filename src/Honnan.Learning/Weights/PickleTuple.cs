namespace Honnan.Learning.Weights;

/// <summary>A Python tuple (or <c>torch.Size</c>).</summary>
/// <param name="Items">Its values.</param>
internal sealed record PickleTuple(object?[] Items)
{
    /// <summary>The empty tuple.</summary>
    public static PickleTuple Empty { get; } = new([]);
}
