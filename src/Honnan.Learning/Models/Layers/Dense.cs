using Honnan.Learning.Graphs;
using Honnan.Learning.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// A linear layer with bias inside a net's body: weights [O,I] in float32, arithmetic in the input's type.
/// </summary>
public sealed class Dense : nn.Module<Tensor, Tensor>, IGraphLayer
{
    /// <summary>Makes the layer: weights normal with deviation 0.02 (as ConvNeXt and ViT's descendants begin), bias 0.</summary>
    public Dense(int inputs, int outputs)
        : base(nameof(Dense))
    {
        Weight = new Parameter(empty(outputs, inputs).normal_(0, 0.02).to(ComputeDevice.Current));
        Bias = new Parameter(zeros(outputs, device: ComputeDevice.Current));
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
    }

    /// <summary>[O,I] float32; owned by this layer.</summary>
    public Parameter Weight { get; }

    /// <summary>[O] float32; owned by this layer.</summary>
    public Parameter Bias { get; }

    /// <summary>[…,I] of any floating type → […,O] of the same; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor weight = Rounded.To(input.dtype, Weight);
        using Tensor bias = Rounded.To(input.dtype, Bias);
        return nn.functional.linear(input, weight, bias);
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input) => graph.Linear(input, Weight, Bias);
}
