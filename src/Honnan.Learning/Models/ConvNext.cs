using Honnan.Data.Answers;
using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// ConvNeXt (Liu et al., 2022) under torchvision's names. The layer norm between pooling and the last linear layer is part
/// of the body. The stochastic depth of its ImageNet training is not used: with it, no two steps run the same net.
/// </summary>
public sealed class ConvNext : Net
{
    private const int Patch = 4;
    private readonly LayerNorm _norm;

    /// <summary>Makes the net with random weights.</summary>
    /// <param name="blocks">Blocks in each stage: 3,3,9,3 for ConvNeXt-Tiny.</param>
    /// <param name="channels">Channels of each stage: 96,192,384,768 for ConvNeXt-Tiny.</param>
    /// <param name="head">The last linear layer or the chain in its place, from its inputs.</param>
    public ConvNext(IReadOnlyList<int> blocks, IReadOnlyList<int> channels, Func<int, Head> head)
        : base(nameof(ConvNext))
    {
        var patches = new Convolution(3, channels[0], Patch, Patch, padding: PaddingRule.None, bias: true);
        var stemNorm = new LayerNorm(channels[0]);
        Submodules.Register(this, "features.0.0", patches);
        Submodules.Register(this, "features.0.1", stemNorm);
        List<Stage> stages =
            [new Stage("features.0", channels[0], Patch, [new ModuleUnit(patches), new ModuleUnit(stemNorm)], x => Stem(patches, stemNorm, x))
            {
                Write = (graph, input) => stemNorm.WriteOverChannels(graph, patches.Write(graph, input)),
            }];
        for (int s = 0; s < blocks.Count; s++)
        {
            stages.Add(MakeStage(s, s == 0 ? null : channels[s - 1], channels[s], blocks[s]));
        }

        Stages = stages;
        _norm = new LayerNorm(channels[^1]);
        Submodules.Register(this, "classifier.0", _norm);
        Head = head(EmbeddingChannels);
        Submodules.Register(this, HeadName, Head);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Stage> Stages { get; }

    /// <inheritdoc/>
    public override Head Head { get; }

    /// <inheritdoc/>
    public override string HeadName => "classifier.2";

    /// <inheritdoc/>
    protected override IReadOnlyList<IUnit> Neck => [new ModuleUnit(_norm)];

    /// <inheritdoc/>
    public override Tensor Embed(Tensor map)
    {
        using Tensor pooled = Mean(map);
        return _norm.forward(pooled);
    }

    /// <inheritdoc/>
    public override (string Embedding, IReadOnlyList<CamStep>? Steps) WriteEmbed(GraphWriter graph, string map)
    {
        var step = new CamStep { Kind = CamStepKind.LayerNorm, Weight = "neck.weight", Bias = "neck.bias", Epsilon = LayerNorm.Epsilon };
        return (_norm.Write(graph, graph.Mean(map), step.Weight, step.Bias), [step]);
    }

    /// <summary>Blocks at one resolution, and before them, where there was another, a layer norm and a 2×2 convolution that halves it.</summary>
    private Stage MakeStage(int s, int? before, int channels, int blocks)
    {
        List<StageStep> steps = [];
        Func<GraphWriter, string, string> writeHalve = (_, input) => input;
        if (before is { } inputs)
        {
            var norm = new LayerNorm(inputs);
            var convolution = new Convolution(inputs, channels, 2, 2, padding: PaddingRule.None, bias: true);
            Submodules.Register(this, $"features.{2 * s}.0", norm);
            Submodules.Register(this, $"features.{2 * s}.1", convolution);
            steps.Add(new StageStep($"features.{2 * s}", [new ModuleUnit(norm), new ModuleUnit(convolution)], x => Halve(norm, convolution, x)));
            writeHalve = (graph, input) => convolution.Write(graph, norm.WriteOverChannels(graph, input));
        }

        string end = $"features.{(2 * s) + 1}";
        List<ConvNextBlock> chain = [];
        for (int i = 0; i < blocks; i++)
        {
            var block = new ConvNextBlock(channels);
            Submodules.Register(this, $"{end}.{i}", block);
            chain.Add(block);
            steps.Add(new StageStep($"{end}.{i}", [new ModuleUnit(block)], block.forward));
        }

        return new Stage(end, channels, Patch << s, [.. steps.SelectMany(step => step.Units)], input => BlockChain.Run(steps.Select(step => step.Forward), input))
        {
            Steps = steps,
            Write = (graph, input) => BlockChain.Write(chain, graph, writeHalve(graph, input)),
        };
    }

    private static Tensor Stem(Convolution patches, LayerNorm norm, Tensor pictures) // [N,3,H,W] -> [N,C,H/4,W/4]
    {
        using Tensor x = patches.forward(pictures);
        return norm.OverChannels(x);
    }

    private static Tensor Halve(LayerNorm norm, Convolution convolution, Tensor input)
    {
        using Tensor x = norm.OverChannels(input);
        return convolution.forward(x);
    }
}
