using Honnan.Learning.Models.Layers;
using Honnan.Learning.Weights;

namespace Honnan.Learning.Models;

/// <summary>EfficientNet-Lite (M. Tan, 2020) under the names of timm's <c>tf_efficientnet_lite…</c>.</summary>
public sealed class EfficientNetLite : Net
{
    private const int StemChannels = 32;
    private const int HeadChannels = 1280;

    // Of EfficientNet-B0 (Tan and Le, 2019, table 1): expansion, kernel, stride, repeats, output channels.
    private static readonly (int Expansion, int Kernel, int Stride, int Repeats, int Outputs)[] Plan =
    [
        (1, 3, 1, 1, 16), (6, 3, 2, 2, 24), (6, 5, 2, 2, 40), (6, 3, 2, 3, 80),
        (6, 5, 1, 3, 112), (6, 5, 2, 4, 192), (6, 3, 1, 1, 320),
    ];

    private readonly int[] _repeats = new int[Plan.Length];

    /// <summary>Makes the net with random weights.</summary>
    /// <param name="width">Multiplies the channels of every stage (stem and head keep theirs).</param>
    /// <param name="depth">Multiplies the repeats, rounded up; the first and last stage keep one block.</param>
    /// <param name="head">The layers after pooling, from their 1280 inputs.</param>
    public EfficientNetLite(double width, double depth, Func<int, Head> head)
        : base(nameof(EfficientNetLite))
    {
        ConvNorm stem = Unit("conv_stem", "bn1", new Convolution(3, StemChannels, 3, 2, 1, PaddingRule.Same));
        List<Stage> stages = [new Stage("bn1", StemChannels, 2, [stem], stem.Forward) { Write = stem.Write }];
        (int channels, int reduction) = (StemChannels, 2);
        for (int s = 0; s < Plan.Length; s++)
        {
            (int expansion, int kernel, int stride, int repeats, int outputs) = Plan[s];
            string stage = $"blocks.{s}";
            bool scaled = s > 0 && s < Plan.Length - 1;
            _repeats[s] = scaled ? (int)Math.Ceiling(repeats * depth) : repeats;
            int wide = ChannelCount.Round(outputs * width);
            var chain = new List<EfficientNetBlock>();
            for (int i = 0; i < _repeats[s]; i++)
            {
                var block = new EfficientNetBlock(channels, wide, expansion, kernel, i == 0 ? stride : 1);
                Submodules.Register(this, $"{stage}.{i}", block);
                chain.Add(block);
                channels = wide;
            }

            reduction *= stride;
            stages.Add(new Stage(stage, channels, reduction, [.. chain.SelectMany(b => b.Units)], x => BlockChain.Run(chain, x))
            {
                Write = (graph, input) => BlockChain.Write(chain, graph, input),
                Steps = [.. chain.Select((b, i) => new StageStep($"{stage}.{i}", [.. b.Units], b.forward))],
            });
        }

        ConvNorm last = Unit("conv_head", "bn2", new Convolution(channels, HeadChannels, 1));
        stages.Add(new Stage("bn2", HeadChannels, reduction, [last], last.Forward) { Write = last.Write });
        Stages = stages;
        Head = head(HeadChannels);
        register_module(HeadName, Head);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Stage> Stages { get; }

    /// <inheritdoc/>
    public override Head Head { get; }

    /// <inheritdoc/>
    public override string HeadName => "classifier";

    /// <inheritdoc/>
    public override string StandardName(string name) => EfficientNetLiteNames.ToTimm(name, _repeats) ?? name;

    /// <summary>TensorFlow's batch norm: ε 1e-3, momentum 0.01 in PyTorch's sense.</summary>
    internal static BatchNorm Norm(int channels) => new(channels, epsilon: 1e-3, momentum: 0.01);

    private ConvNorm Unit(string convName, string normName, Convolution convolution)
    {
        BatchNorm norm = Norm((int)convolution.Weight.shape[0]);
        register_module(convName, convolution);
        register_module(normName, norm);
        return new ConvNorm(convolution, norm, Activation.Relu6);
    }
}
