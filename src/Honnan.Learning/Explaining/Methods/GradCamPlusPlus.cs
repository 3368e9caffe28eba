using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// Grad-CAM++ (Chattopadhay et al., 2018, equations 5, 7 and 19, for the exponential of the score): positive gradients alone,
/// each weighted by α = g² / (2 g² + Σ A · g³).
/// </summary>
internal sealed class GradCamPlusPlus() : WeightedChannels("gradcam++", "Grad-CAM++")
{
    private static readonly Scalar Two = 2.ToScalar();
    private static readonly Scalar Least = 1e-6.ToScalar(); // as pytorch-grad-cam has it

    protected override Tensor Weights(Evidence evidence)
    {
        Tensor gradient = evidence.Gradient;
        Tensor square = gradient.square();
        Tensor sums = evidence.Activation.sum([2, 3], keepdim: true);
        Tensor alpha = square / (square * Two).add(sums * square * gradient, Alpha.One).add(Least, Alpha.One);
        return (gradient.relu() * alpha).sum([2, 3]);
    }
}
