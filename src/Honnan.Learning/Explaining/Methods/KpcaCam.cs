using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>KPCA-CAM (Karmani et al., 2024): the activations' first kernel principal component. The class does not matter.</summary>
internal sealed class KpcaCam() : ExplanationMethod("kpcacam", "KPCA-CAM")
{
    internal override bool UsesGradient => false;

    internal override Tensor Map(Evidence evidence, bool principal) => PrincipalComponent.OfKernel(evidence.Activation);
}
