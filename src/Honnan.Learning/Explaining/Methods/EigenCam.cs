using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>Eigen-CAM (Muhammad and Yeasin, 2020): the first principal component of the activations. The class does not matter.</summary>
internal sealed class EigenCam() : ExplanationMethod("eigencam", "Eigen-CAM")
{
    internal override bool UsesGradient => false;

    internal override Tensor Map(Evidence evidence, bool principal) => PrincipalComponent.Of(evidence.Activation);
}
