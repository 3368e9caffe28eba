using Honnan.Data.Answers;
using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// The layers after pooling: a chain of linear layers, in the study with nothing between them, ending with the classes.
/// A single layer has the names <c>weight</c> and <c>bias</c>; in a chain the layers are <c>0</c>, <c>1</c>, …
/// </summary>
public sealed class Head : nn.Module<Tensor, Tensor>
{
    private readonly List<(Parameter Weight, Parameter Bias)> _layers = [];
    private readonly Activation _activation;
    private readonly double _dropout;

    /// <summary>Makes the chain inputs → outputs[0] → … → outputs[^1], weights and biases uniform in ±1/√inputs (PyTorch's default).</summary>
    /// <param name="inputs">Pooled features.</param>
    /// <param name="outputs">Widths of the layers; the last is the number of classes.</param>
    /// <param name="activation">Between the layers.</param>
    /// <param name="dropout">Share of the features zeroed in training, before the first layer and between layers: 0 ≤ p &lt; 1.</param>
    public Head(int inputs, IReadOnlyList<int> outputs, Activation activation = Activation.None, double dropout = 0)
        : base(nameof(Head))
    {
        (_activation, _dropout) = (activation, dropout);
        for (int i = 0; i < outputs.Count; i++)
        {
            var layer = new HeadLayer(inputs, outputs[i]);
            _layers.Add((layer.Weight, layer.Bias));
            if (outputs.Count == 1)
            {
                register_parameter("weight", layer.Weight);
                register_parameter("bias", layer.Bias);
            }
            else
            {
                register_module($"{i}", layer);
            }

            inputs = outputs[i];
        }
    }

    /// <summary>The classes' number.</summary>
    public int Classes => (int)_layers[^1].Bias.shape[0];

    /// <summary>Where its parameters lie.</summary>
    public Device Device => _layers[0].Weight.device;

    /// <summary>
    /// Makes the first layer anew, weights and biases uniform in ±1/√inputs. Not for a head that learns already: its
    /// weights are lost.
    /// </summary>
    /// <param name="inputs">Pooled features.</param>
    internal void Resize(int inputs)
    {
        (Parameter weight, Parameter bias) = _layers[0];
        if (weight.shape[1] == inputs)
        {
            return;
        }

        using var gradients = no_grad();
        double bound = 1 / Math.Sqrt(inputs);
        using Tensor anew = empty([weight.shape[0], inputs], weight.dtype, weight.device).uniform_(-bound, bound);
        weight.set_(anew);
        nn.init.uniform_(bias, -bound, bound);
    }

    /// <summary>
    /// Makes a head that has learnt on (x − mean) / deviation into the same function of x: of the first layer W and b,
    /// W' = W / deviation and b' = b − W' · mean, computed in float64.
    /// </summary>
    /// <param name="mean">[inputs].</param>
    /// <param name="deviation">[inputs], above 0.</param>
    internal void AbsorbScaling(double[] mean, double[] deviation)
    {
        (Parameter weight, Parameter bias) = _layers[0];
        using var gradients = no_grad();
        using Tensor wide = weight.to_type(ScalarType.Float64);
        using Tensor scaled = wide / tensor(deviation, device: weight.device);
        using Tensor shift = scaled.matmul(tensor(mean, device: weight.device));
        using Tensor offset = bias.to_type(ScalarType.Float64) - shift;
        weight.copy_(scaled);
        bias.copy_(offset);
    }

    /// <summary>[N,features] float32 → logits [N,classes] float32; caller disposes.</summary>
    public override Tensor forward(Tensor input)
    {
        Tensor x = input.alias();
        for (int i = 0; i < _layers.Count; i++)
        {
            using Tensor last = x;
            using Tensor dropped = _dropout > 0 ? nn.functional.dropout(last, _dropout, training) : last.alias();
            x = nn.functional.linear(dropped, _layers[i].Weight, _layers[i].Bias);
            if (i + 1 < _layers.Count)
            {
                x = ConvNorm.Activate(x, _activation);
            }
        }

        return x;
    }

    /// <summary>Writes the same, and the steps that it takes; linear layers are stored as <c>head.0.weight</c>, <c>head.0.bias</c>, ….</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="input">The name of the pooled features.</param>
    public (string Logits, IReadOnlyList<CamStep> Steps) Write(GraphWriter graph, string input)
    {
        var steps = new List<CamStep>();
        for (int i = 0; i < _layers.Count; i++)
        {
            (string weight, string bias) = ($"head.{i}.weight", $"head.{i}.bias");
            input = graph.Gemm(input, _layers[i].Weight, _layers[i].Bias, weight, bias);
            steps.Add(new CamStep { Kind = CamStepKind.Linear, Weight = weight, Bias = bias });
            if (i + 1 < _layers.Count && _activation != Activation.None)
            {
                input = graph.Activation(input, _activation);
                steps.Add(new CamStep { Kind = Enum.Parse<CamStepKind>($"{_activation}") });
            }
        }

        return (input, steps);
    }
}
