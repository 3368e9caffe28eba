using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>XGrad-CAM (Fu et al., 2020, equation 8): a channel's weight is its gradient's mean, each place weighted by the activation there.</summary>
internal sealed class XGradCam() : WeightedChannels("xgradcam", "XGrad-CAM")
{
    private static readonly Scalar Least = 1e-7.ToScalar(); // as pytorch-grad-cam has it

    protected override Tensor Weights(Evidence evidence)
    {
        Tensor activation = evidence.Activation;
        return (evidence.Gradient * activation).sum([2, 3]) / activation.sum([2, 3]).add(Least, Alpha.One);
    }
}
