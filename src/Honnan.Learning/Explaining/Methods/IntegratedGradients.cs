using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// Integrated gradients (Sundararajan, Taly and Yan, 2017, equation 3) from grey to the picture: the picture times the mean of the gradients along the way,
/// added over colours and averaged over squares of 8 × 8 pixels, since single pixels are noise to the eye.
/// </summary>
internal sealed class IntegratedGradients() : ExplanationMethod("integratedgradients", "Integrated gradients")
{
    private const int Steps = 32;
    private const long Square = 8;

    public override bool LooksAtLayer => false;

    internal override bool UsesGradient => false; // not that of a layer

    internal override Tensor Map(Evidence evidence, bool principal)
    {
        using var gradients = enable_grad();
        Tensor mean = zeros_like(evidence.Pictures);
        for (int i = 0; i < Steps; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            using Scalar share = ((i + 0.5) / Steps).ToScalar();
            Tensor between = (evidence.Pictures.detach() * share).detach(); // grey is 0
            between.requires_grad = true;
            evidence.Score(evidence.Net.Whole(between), evidence.Questions).sum().backward();
            using var _ = no_grad();
            using Scalar step = (1.0 / Steps).ToScalar();
            mean.add_(between.grad!, step);
        }

        Tensor parts = (evidence.Pictures * mean).sum(1, keepdim: true);
        long[] size = [(parts.shape[2] + Square - 1) / Square, (parts.shape[3] + Square - 1) / Square];
        return nn.functional.adaptive_avg_pool2d(parts, size).squeeze(1);
    }
}
