using Honnan.Data.Answers;
using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// MobileNetV3-Large (Howard et al., 2019) under torchvision's names. The linear layer of 1280 and its Hardswish, between
/// pooling and the last linear layer, are part of the body; torchvision's dropout after them is the head's option.
/// </summary>
public sealed class MobileNetV3 : Net
{
    private const int StemChannels = 16;
    private const int LastChannels = 960;
    private const int Hidden = 1280;

    // Table 1 of the paper: kernel, channels when widened, output channels, squeeze-and-excite, Hardswish, stride.
    private static readonly (int Kernel, int Wide, int Outputs, bool Gated, bool Hardswish, int Stride)[] Plan =
    [
        (3, 16, 16, false, false, 1), (3, 64, 24, false, false, 2), (3, 72, 24, false, false, 1),
        (5, 72, 40, true, false, 2), (5, 120, 40, true, false, 1), (5, 120, 40, true, false, 1),
        (3, 240, 80, false, true, 2), (3, 200, 80, false, true, 1), (3, 184, 80, false, true, 1), (3, 184, 80, false, true, 1),
        (3, 480, 112, true, true, 1), (3, 672, 112, true, true, 1),
        (5, 672, 160, true, true, 2), (5, 960, 160, true, true, 1), (5, 960, 160, true, true, 1),
    ];

    private readonly Dense _hidden = new(LastChannels, Hidden);

    /// <summary>Makes the net with random weights.</summary>
    /// <param name="head">The last linear layer or the chain in its place, from its 1280 inputs.</param>
    public MobileNetV3(Func<int, Head> head)
        : base(nameof(MobileNetV3))
    {
        ConvNorm stem = Unit(this, "features.0", new Convolution(3, StemChannels, 3, 2), Activation.Hardswish);
        List<Stage> stages = [new Stage("features.0", StemChannels, 2, [stem], stem.Forward) { Write = stem.Write }];
        (int channels, int reduction) = (StemChannels, 2);
        foreach ((int kernel, int wide, int outputs, bool gated, bool hardswish, int stride) in Plan)
        {
            string place = $"features.{stages.Count}";
            var block = new MobileNetBlock(channels, kernel, wide, outputs, gated, hardswish ? Activation.Hardswish : Activation.Relu, stride);
            Submodules.Register(this, place, block);
            (channels, reduction) = (outputs, reduction * stride);
            stages.Add(new Stage(place, channels, reduction, block.Units, block.forward) { Write = block.Write });
        }

        string last = $"features.{stages.Count}";
        ConvNorm wider = Unit(this, last, new Convolution(channels, LastChannels, 1), Activation.Hardswish);
        stages.Add(new Stage(last, LastChannels, reduction, [wider], wider.Forward) { Write = wider.Write });
        Stages = stages;
        Submodules.Register(this, "classifier.0", _hidden);
        Head = head(EmbeddingChannels);
        Submodules.Register(this, HeadName, Head);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Stage> Stages { get; }

    /// <inheritdoc/>
    public override Head Head { get; }

    /// <inheritdoc/>
    public override string HeadName => "classifier.3";

    /// <inheritdoc/>
    public override int EmbeddingChannels => Hidden;

    /// <inheritdoc/>
    protected override IReadOnlyList<IUnit> Neck => [new ModuleUnit(_hidden)];

    /// <inheritdoc/>
    public override Tensor Embed(Tensor map)
    {
        using Tensor pooled = Mean(map);
        return ConvNorm.Activate(_hidden.forward(pooled), Activation.Hardswish);
    }

    /// <inheritdoc/>
    public override (string Embedding, IReadOnlyList<CamStep>? Steps) WriteEmbed(GraphWriter graph, string map)
    {
        (string weight, string bias) = ("neck.weight", "neck.bias");
        string hidden = graph.Gemm(graph.Mean(map), _hidden.Weight, _hidden.Bias, weight, bias);
        return (graph.Activation(hidden, Activation.Hardswish), [new CamStep { Kind = CamStepKind.Linear, Weight = weight, Bias = bias }, new CamStep { Kind = CamStepKind.Hardswish }]);
    }

    /// <summary>Registers a convolution and its batch norm (ε 1e-3, momentum 0.01 as torchvision has it) as <c>0</c> and <c>1</c> below a path.</summary>
    internal static ConvNorm Unit(nn.Module parent, string path, Convolution convolution, Activation activation)
    {
        var norm = new BatchNorm((int)convolution.Weight.shape[0], epsilon: 1e-3, momentum: 0.01);
        Submodules.Register(parent, $"{path}.0", convolution);
        Submodules.Register(parent, $"{path}.1", norm);
        return new ConvNorm(convolution, norm, activation);
    }
}
