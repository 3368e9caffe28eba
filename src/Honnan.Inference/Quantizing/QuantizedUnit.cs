using Honnan.Data.Onnx;

namespace Honnan.Inference.Quantizing;

/// <summary>A convolution with what is done to its sums before they are kept: an addition, an activation.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Activation">The Relu or Clip that alone takes its output; null where there is none.</param>
internal sealed record QuantizedUnit(NodeProto Convolution, NodeProto? Activation)
{
    /// <summary>What it is called: the convolution's node.</summary>
    public string Name => Convolution.Name;

    /// <summary>The tensor that it reads.</summary>
    public string Input => Convolution.Input[0];

    /// <summary>The tensor that it leaves.</summary>
    public string Output => (Activation ?? Convolution).Output[0];
}
