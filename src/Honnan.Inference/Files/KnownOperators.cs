namespace Honnan.Inference.Files;

/// <summary>
/// The operators that a model may consist of: plain arithmetic on tensors, among it all that this project's nets write and
/// what others of one's own may. None runs a graph of its own (loops, branches), draws at random, or handles text.
/// </summary>
internal static class KnownOperators
{
    private static readonly HashSet<string> Names = new(
        ("Abs Add AveragePool BatchNormalization Cast Ceil Clip Concat Constant Conv DequantizeLinear Div Elu Erf Exp Expand Flatten Floor Gather Gelu " +
        "Gemm GlobalAveragePool GlobalMaxPool HardSigmoid HardSwish Identity InstanceNormalization LayerNormalization LeakyRelu Log MatMul Max MaxPool " +
        "Min Mish Mul Neg PRelu Pad Pow QuantizeLinear Reciprocal ReduceL2 ReduceMax ReduceMean ReduceSum Relu Reshape Resize Selu Shape Sigmoid Slice " +
        "Softmax Softplus Split Sqrt Squeeze Sub Tanh Transpose Unsqueeze").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether a model may use it.</summary>
    public static bool Contain(string name) => Names.Contains(name);
}
