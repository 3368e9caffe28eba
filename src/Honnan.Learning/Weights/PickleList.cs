namespace Honnan.Learning.Weights;

/// <summary>A Python list.</summary>
internal sealed class PickleList
{
    /// <summary>Its values.</summary>
    public List<object?> Items { get; } = [];
}
