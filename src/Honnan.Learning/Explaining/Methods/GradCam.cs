using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>Grad-CAM (Selvaraju et al., 2017, equations 1 and 2): a channel's weight is its gradient's mean over the area.</summary>
internal sealed class GradCam() : WeightedChannels("gradcam", "Grad-CAM")
{
    protected override Tensor Weights(Evidence evidence) => evidence.Gradient.mean([2, 3]);
}
