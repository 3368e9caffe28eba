using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// ResNet-18 to 152 (He et al., 2015), ResNeXt (Xie et al., 2016) and Wide-ResNet (Zagoruyko and Komodakis, 2016) as
/// torchvision builds them (V1.5), under torchvision's names.
/// </summary>
public sealed class ResNet : Net
{
    /// <summary>Makes the net with random weights.</summary>
    /// <param name="blocks">Blocks in each of the four layers: 2,2,2,2 for ResNet-18; 3,4,6,3 for 34 and 50; …</param>
    /// <param name="bottleneck">Whether the blocks are bottlenecks (ResNet-50 and up).</param>
    /// <param name="head">The layers after pooling, from their inputs (512 or 2048).</param>
    /// <param name="groups">Groups of a bottleneck's 3×3 convolution: 32 for ResNeXt.</param>
    /// <param name="groupWidth">Channels of such a group in the first layer, doubled in each of the next: 4 for ResNeXt 32x4d, 128 for Wide-ResNet-50-2.</param>
    public ResNet(IReadOnlyList<int> blocks, bool bottleneck, Func<int, Head> head, int groups = 1, int groupWidth = 64)
        : base(nameof(ResNet))
    {
        var conv1 = new Convolution(3, 64, 7, 2);
        var bn1 = new BatchNorm(64);
        register_module("conv1", conv1);
        register_module("bn1", bn1);
        var stem = new ConvNorm(conv1, bn1, Activation.Relu);
        List<Stage> stages = [new Stage("maxpool", 64, 4, [stem], x => Stem(stem, x)) { Write = (graph, input) => WriteStem(stem, graph, input) }];
        int channels = 64;
        for (int layer = 0; layer < blocks.Count; layer++)
        {
            string stage = $"layer{layer + 1}";
            var chain = new List<ResNetBlock>();
            for (int i = 0; i < blocks[layer]; i++)
            {
                (int width, int stride) = (64 << layer, i == 0 && layer > 0 ? 2 : 1);
                ResNetBlock block = bottleneck
                    ? new ResNetBlock(channels, width, stride, groups * groupWidth << layer, groups)
                    : new ResNetBlock(channels, width, stride);
                Submodules.Register(this, $"{stage}.{i}", block);
                channels = block.Outputs;
                chain.Add(block);
            }

            stages.Add(new Stage(stage, channels, 4 << layer, [.. chain.SelectMany(b => b.Units)], x => BlockChain.Run(chain, x))
            {
                Write = (graph, input) => BlockChain.Write(chain, graph, input),
                Steps = [.. chain.Select((b, i) => new StageStep($"{stage}.{i}", [.. b.Units], b.forward))],
            });
        }

        Stages = stages;
        Head = head(channels);
        register_module(HeadName, Head);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Stage> Stages { get; }

    /// <inheritdoc/>
    public override Head Head { get; }

    /// <inheritdoc/>
    public override string HeadName => "fc";

    private static Tensor Stem(ConvNorm stem, Tensor pictures) // [N,3,H,W] -> [N,64,H/4,W/4]
    {
        using Tensor x = stem.Forward(pictures);
        return nn.functional.max_pool2d(x, 3L, 2L, 1L, 1L, false);
    }

    private static string WriteStem(ConvNorm stem, GraphWriter graph, string pictures) => graph.Node(
        "MaxPool", [stem.Write(graph, pictures)], ("kernel_shape", (long[])[3, 3]), ("strides", (long[])[2, 2]), ("pads", (long[])[1, 1, 1, 1]));
}
