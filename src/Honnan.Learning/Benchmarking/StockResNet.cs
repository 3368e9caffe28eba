using Honnan.Data;
using static TorchSharp.torch;

namespace Honnan.Learning.Benchmarking;

/// <summary>
/// A ResNet as one writes it with TorchSharp's own modules, to measure against: the same arithmetic as
/// <see cref="Models.ResNet"/>, with nothing done for speed.
/// </summary>
internal sealed class StockResNet : nn.Module<Tensor, Tensor>
{
    private static readonly Dictionary<string, (int[] Blocks, bool Bottleneck)> Plans = new(StringComparer.Ordinal)
    {
        ["resnet18"] = ([2, 2, 2, 2], false),
        ["resnet34"] = ([3, 4, 6, 3], false),
        ["resnet50"] = ([3, 4, 6, 3], true),
        ["resnet101"] = ([3, 4, 23, 3], true),
        ["resnet152"] = ([3, 8, 36, 3], true),
    };

    private readonly nn.Module<Tensor, Tensor> _front;
    private readonly nn.Module<Tensor, Tensor> _back;

    /// <summary>Makes the net with random weights.</summary>
    /// <param name="name">One of the ResNets' names.</param>
    /// <param name="head">Widths of the linear layers after pooling.</param>
    public StockResNet(string name, IReadOnlyList<int> head)
        : base(name)
    {
        (int[] blocks, bool bottleneck) = PlanOf(name);
        int channels = 64;
        List<nn.Module<Tensor, Tensor>> layers =
            [nn.Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false), nn.BatchNorm2d(64), nn.ReLU(inplace: true), nn.MaxPool2d(3, stride: 2, padding: 1)];
        int lastStage = 0;
        for (int layer = 0; layer < blocks.Length; layer++)
        {
            lastStage = layers.Count;
            for (int i = 0; i < blocks[layer]; i++)
            {
                var block = new Block(channels, 64 << layer, i == 0 && layer > 0 ? 2 : 1, bottleneck);
                layers.Add(block);
                channels = block.Outputs;
            }
        }

        _front = nn.Sequential(layers[..lastStage]);
        layers = [.. layers[lastStage..], nn.AdaptiveAvgPool2d(1), nn.Flatten()];
        foreach (int width in head)
        {
            layers.Add(nn.Linear(channels, width));
            channels = width;
        }

        _back = nn.Sequential(layers);
        RegisterComponents();
    }

    /// <summary>Blocks of each layer, and whether they are bottlenecks.</summary>
    /// <exception cref="InputException">There is no such net.</exception>
    public static (int[] Blocks, bool Bottleneck) PlanOf(string name) => Plans.TryGetValue(name, out var plan)
        ? plan
        : throw new InputException($"engine torch-stock has no net '{name}' (it has {string.Join(", ", Plans.Keys)})");

    /// <summary>Freezes everything before the last stage, batch norms included.</summary>
    public void FreezeFront()
    {
        foreach (var parameter in _front.parameters())
        {
            parameter.requires_grad = false;
        }

        _front.eval();
    }

    /// <summary>[N,3,H,W] → logits; caller disposes.</summary>
    public override Tensor forward(Tensor input) => _back.forward(_front.forward(input));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _path;
        private readonly nn.Module<Tensor, Tensor>? _downsample;

        public Block(int inputs, int width, int stride, bool bottleneck)
            : base(nameof(Block))
        {
            Outputs = bottleneck ? 4 * width : width;
            _path = bottleneck
                ? nn.Sequential(
                    Conv(inputs, width, 1, 1), nn.BatchNorm2d(width), nn.ReLU(inplace: true),
                    Conv(width, width, 3, stride), nn.BatchNorm2d(width), nn.ReLU(inplace: true),
                    Conv(width, Outputs, 1, 1), nn.BatchNorm2d(Outputs))
                : nn.Sequential(
                    Conv(inputs, width, 3, stride), nn.BatchNorm2d(width), nn.ReLU(inplace: true),
                    Conv(width, width, 3, 1), nn.BatchNorm2d(width));
            _downsample = stride != 1 || inputs != Outputs
                ? nn.Sequential(Conv(inputs, Outputs, 1, stride), nn.BatchNorm2d(Outputs))
                : null;
            RegisterComponents();
        }

        public int Outputs { get; }

        public override Tensor forward(Tensor input)
        {
            Tensor shortcut = _downsample?.forward(input) ?? input;
            return nn.functional.relu(_path.forward(input).add(shortcut, Runtime.Alpha.One));
        }

        private static nn.Module<Tensor, Tensor> Conv(int inputs, int outputs, int kernel, int stride) =>
            nn.Conv2d(inputs, outputs, kernel, stride: stride, padding: kernel / 2, bias: false);
    }
}
