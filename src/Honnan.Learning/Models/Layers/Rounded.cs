using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>Weights in the type of the arithmetic; their gradient arrives in their own.</summary>
internal static class Rounded
{
    /// <summary>The type that sums and statistics are taken in: float32, or float64 of numbers that are it.</summary>
    public static ScalarType Wide(ScalarType type) => type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>The weights as they are, or a rounded copy; caller disposes.</summary>
    public static Tensor To(ScalarType type, Tensor weights) => weights.dtype == type ? weights.alias() : weights.to_type(type);
}
