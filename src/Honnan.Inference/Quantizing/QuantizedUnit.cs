using Honnan.Data.Onnx;

namespace Honnan.Inference.Quantizing;

/// <summary>A convolution, a linear layer or an addition, with the activation that is done to its sums before they are kept.</summary>
/// <param name="Node">Of the layer.</param>
/// <param name="Activation">The Relu or Clip that alone takes its output; null where there is none.</param>
/// <param name="Bias">The constant [O] that is added to its sums in float32 by a node of its own; null where there is none.</param>
internal sealed record QuantizedUnit(NodeProto Node, NodeProto? Activation, string? Bias = null)
{
    /// <summary>ONNX's operator of a linear layer without its bias: […,I] times [I,O].</summary>
    public const string Linear = "MatMul";

    /// <summary>What it is called: its node.</summary>
    public string Name => Node.Name;

    /// <summary>The tensor that it reads.</summary>
    public string Input => Node.Input[0];

    /// <summary>The tensor that it leaves.</summary>
    public string Output => (Activation ?? Node).Output[0];

    /// <summary>Whether it is a linear layer, whose weights are [I,O] and whose sums stay in float32.</summary>
    public bool IsLinear => Node.OpType == Linear;

    /// <summary>The tensors that are in 8 bits where it is: what follows a linear layer (normalisations, softmax, smooth activations) wants more.</summary>
    public IReadOnlyList<string> Kept => IsLinear ? [Input] : [Input, Output];
}
