using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>pytorch-grad-cam's Eigen-Grad-CAM: the first principal component of gradient times activation.</summary>
internal sealed class EigenGradCam() : ExplanationMethod("eigengradcam", "Eigen-Grad-CAM")
{
    internal override Tensor Map(Evidence evidence, bool principal) => PrincipalComponent.Of(evidence.Gradient * evidence.Activation);
}
