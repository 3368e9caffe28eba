using Honnan.Learning.Graphs;
using Honnan.Learning.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// Layer normalisation (Ba, Kiros and Hinton, 2016) over the channels of each place. Parameters stay in float32 and
/// the sums are float32's, whatever the input's type.
/// </summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>, IGraphLayer
{
    // torchvision's ConvNeXt and ViT both have it; PyTorch's default is ten times as large.
    internal const double Epsilon = 1e-6;

    private readonly long[] _channels;

    /// <summary>Makes the layer: weight 1, bias 0.</summary>
    public LayerNorm(int channels)
        : base(nameof(LayerNorm))
    {
        _channels = [channels];
        Weight = new Parameter(ones(channels, device: ComputeDevice.Current));
        Bias = new Parameter(zeros(channels, device: ComputeDevice.Current));
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
    }

    /// <summary>[C] float32; owned by this layer.</summary>
    public Parameter Weight { get; }

    /// <summary>[C] float32; owned by this layer.</summary>
    public Parameter Bias { get; }

    /// <summary>[…,C] → the same shape and type; caller disposes both.</summary>
    public override Tensor forward(Tensor input)
    {
        // On a processor libtorch takes float32 weights with a bfloat16 input; elsewhere both must be of one type.
        if (input.dtype == Weight.dtype || ComputeDevice.IsHost(input))
        {
            return nn.functional.layer_norm(input, _channels, Weight, Bias, Epsilon);
        }

        using Tensor wide = input.to_type(Weight.dtype);
        using Tensor normal = nn.functional.layer_norm(wide, _channels, Weight, Bias, Epsilon);
        return normal.to_type(input.dtype);
    }

    /// <summary>[N,C,H,W] → the same shape and type, each pixel by itself; caller disposes both. Free of copies if channels lie last.</summary>
    public Tensor OverChannels(Tensor input)
    {
        using Tensor last = input.permute(0, 2, 3, 1);
        using Tensor normal = forward(last);
        return normal.permute(0, 3, 1, 2);
    }

    /// <inheritdoc/>
    public string Write(GraphWriter graph, string input) => Write(graph, input, null, null);

    /// <summary>As <see cref="Write(GraphWriter, string)"/>, with names for the parameters.</summary>
    public string Write(GraphWriter graph, string input, string? weight, string? bias) =>
        graph.Node("LayerNormalization", [input, graph.Weights(Weight, weight), graph.Weights(Bias, bias)], ("axis", -1L), ("epsilon", Epsilon));

    /// <summary>Writes what <see cref="OverChannels"/> does.</summary>
    public string WriteOverChannels(GraphWriter graph, string input) => graph.ChannelsFirst(Write(graph, graph.ChannelsLast(input)));
}
