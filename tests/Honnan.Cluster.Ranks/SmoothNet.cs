using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;

namespace Honnan.Cluster.Ranks;

/// <summary>
/// Convolutions and normalisations without activations. Where a sum that another order rounds otherwise crosses an activation's edge,
/// gradients jump: by a hundredth, and in one process as well where its pictures change by 1e-7. Here none can.
/// </summary>
internal sealed class SmoothNet : Net
{
    public SmoothNet(Func<int, Head> head)
        : base(nameof(SmoothNet))
    {
        List<Stage> stages = [];
        int channels = 3;
        foreach (int width in (int[])[16, 32, 48])
        {
            int number = stages.Count + 1;
            var convolution = new Convolution(channels, width, kernel: 3, stride: 2);
            var norm = new BatchNorm(width);
            register_module($"conv{number}", convolution);
            register_module($"bn{number}", norm);
            var unit = new ConvNorm(convolution, norm, Activation.None);
            stages.Add(new Stage($"bn{number}", width, Reduction: 1 << number, [unit], unit.Forward));
            channels = width;
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
}
