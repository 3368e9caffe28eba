using Honnan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// ShapleyCAM (Cai, 2025, equation 9): Grad-CAM's weights, less half of the Hessian times the activation, averaged over
/// the area. Where the way from the layer to the score is piecewise linear, as behind a ResNet's last stage, the Hessian is 0 and the map is
/// Grad-CAM's.
/// </summary>
internal sealed class ShapleyCam() : WeightedChannels("shapleycam", "ShapleyCAM")
{
    private static readonly Scalar Half = 0.5.ToScalar();

    internal override bool UsesSecondGradient => true;

    protected override Tensor Weights(Evidence evidence)
    {
        Tensor activation = evidence.Pass.Activation;
        Tensor gradient = activation.grad!;
        Tensor first = gradient.detach().clone();
        Tensor product = (gradient * activation.detach()).sum();
        Tensor weights = evidence.Spatial(first).mean([2, 3]);
        if (product.requires_grad)
        {
            activation.grad = zeros_like(first);
            try
            {
                product.backward();
            }
            catch (System.Runtime.InteropServices.ExternalException error) when (error.Message.Contains("is not implemented", StringComparison.Ordinal))
            {
                throw new InputException("libtorch has no second derivative of a function behind this layer, which shapleycam needs; take gradcam, or a later layer", error);
            }

            weights = weights - (evidence.Spatial(activation.grad!).mean([2, 3]) * Half);
        }

        activation.grad = first; // a gradient that has a way back of its own keeps itself alive
        return weights;
    }
}
