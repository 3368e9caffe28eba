namespace Honnan.Learning.Weights;

/// <summary>What a reader found in a file.</summary>
/// <param name="Tensors">In the file's order, names unique.</param>
/// <param name="Metadata">String, long, double, bool or null by dotted name.</param>
internal sealed record WeightsContents(IReadOnlyList<TensorData> Tensors, IReadOnlyDictionary<string, object?> Metadata);
