using Honnan.Learning.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>The parameters of one linear layer of a head; the head computes with them.</summary>
internal sealed class HeadLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>Draws weights and bias uniform in ±1/√inputs (PyTorch's default), in this order.</summary>
    public HeadLayer(int inputs, int outputs)
        : base(nameof(HeadLayer))
    {
        double bound = 1 / Math.Sqrt(inputs);
        Weight = new Parameter(empty(outputs, inputs).uniform_(-bound, bound).to(ComputeDevice.Current));
        Bias = new Parameter(empty(outputs).uniform_(-bound, bound).to(ComputeDevice.Current));
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
    }

    /// <summary>[O,I] float32; owned by this layer.</summary>
    public Parameter Weight { get; }

    /// <summary>[O] float32; owned by this layer.</summary>
    public Parameter Bias { get; }

    /// <summary>[N,I] → [N,O]; caller disposes both.</summary>
    public override Tensor forward(Tensor input) => nn.functional.linear(input, Weight, Bias);
}
