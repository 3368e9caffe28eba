using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;

namespace OwnNet;

/// <summary>Four convolutions, each halving the picture and doubling the channels, and a gate on the last ones.</summary>
public sealed class PlainNet : Net
{
    /// <summary>Makes it with random weights.</summary>
    /// <param name="head">Makes the head from the number of features.</param>
    public PlainNet(Func<int, Head> head)
        : base(nameof(PlainNet))
    {
        List<Stage> stages = [];
        int channels = 3;
        foreach (int width in (int[])[16, 32, 64, 128])
        {
            int number = stages.Count + 1;
            var convolution = new Convolution(channels, width, kernel: 3, stride: 2);
            var norm = new BatchNorm(width);
            register_module($"conv{number}", convolution); // the names that weight files have
            register_module($"bn{number}", norm);
            var unit = new ConvNorm(convolution, norm, Activation.Relu);
            stages.Add(new Stage($"bn{number}", width, Reduction: 1 << number, [unit], unit.Forward) { Write = unit.Write });
            channels = width;
        }

        var gate = new SqueezeExcite(channels, squeezed: 16);
        register_module("gate", gate);
        stages.Add(new Stage("gate", channels, Reduction: stages[^1].Reduction, [new ModuleUnit(gate)], gate.forward) { Write = gate.Write });

        Stages = stages;
        Head = head(EmbeddingChannels); // 128: the last stage's channels, averaged over the picture
        register_module(HeadName, Head);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Stage> Stages { get; }

    /// <inheritdoc/>
    public override Head Head { get; }

    /// <inheritdoc/>
    public override string HeadName => "fc";
}
