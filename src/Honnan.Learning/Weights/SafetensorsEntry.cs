namespace Honnan.Learning.Weights;

/// <summary>A tensor as a safetensors header describes it.</summary>
/// <param name="Name">The name.</param>
/// <param name="ElementType">What the elements are.</param>
/// <param name="Shape">Dimensions, none negative, their product times the element's size = End − Begin.</param>
/// <param name="Begin">First byte, from the data's start.</param>
/// <param name="End">One past the last byte.</param>
internal sealed record SafetensorsEntry(string Name, ElementType ElementType, long[] Shape, long Begin, long End);
