using Honnan.Learning.Graphs;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// Two linear layers with a GELU (Hendrycks and Gimpel, 2016; the exact one) between them. It owns no module; the block
/// registers both layers under the names that weight files use.
/// </summary>
internal sealed class Mlp(int channels, int hidden)
{
    /// <summary>The first layer: channels → hidden.</summary>
    public Dense Widen { get; } = new(channels, hidden);

    /// <summary>The second: hidden → channels.</summary>
    public Dense Narrow { get; } = new(hidden, channels);

    /// <summary>[…,C] → the same shape and type; caller disposes both.</summary>
    public Tensor Forward(Tensor input)
    {
        using Tensor wide = Widen.forward(input);
        using Tensor active = nn.functional.gelu(wide);
        return Narrow.forward(active);
    }

    /// <summary>Writes the same; the second layer's outputs multiplied by a scale [channels] where there is one.</summary>
    public string Write(GraphWriter graph, string input, Tensor? scale = null)
    {
        string active = graph.Node("Gelu", [Widen.Write(graph, input)]);
        if (scale is null)
        {
            return Narrow.Write(graph, active);
        }

        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor factors = scale.to_type(ScalarType.Float64);
        return graph.Linear(active, Narrow.Weight.to_type(ScalarType.Float64) * factors.unsqueeze(1), Narrow.Bias.to_type(ScalarType.Float64) * factors);
    }
}
