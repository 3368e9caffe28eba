using Honnan.Data;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// FullGrad (Srinivas and Fleuret, 2019, equation 8): the picture times its gradient, and every normalisation's shift times the
/// gradient there, in absolute values. As in pytorch-grad-cam every channel is scaled to [0, 1] before they are added.
/// </summary>
internal sealed class FullGrad() : ExplanationMethod("fullgrad", "FullGrad")
{
    private static readonly Scalar Least = 1e-7.ToScalar(); // as pytorch-grad-cam has it

    public override bool LooksAtLayer => false;

    internal override bool UsesGradient => false; // not that of a layer

    internal override Tensor Map(Evidence evidence, bool principal)
    {
        using var gradients = enable_grad();
        ConvNorm[] units = [.. evidence.Net.Net.Stages.SelectMany(s => s.Units).OfType<ConvNorm>()];
        if (units.Length == 0)
        {
            throw new InputException("fullgrad needs a net of convolutions with batch norms; try integratedgradients");
        }

        var places = new Dictionary<ConvNorm, Tensor>();
        Tensor pictures = evidence.Pictures.detach().clone();
        pictures.requires_grad = true;
        try
        {
            foreach (ConvNorm unit in units)
            {
                unit.TapSum = sum => Added(sum, places, unit);
            }

            evidence.Score(evidence.Net.Whole(pictures), evidence.Questions).sum().backward();
        }
        finally
        {
            Array.ForEach(units, unit => unit.TapSum = null);
        }

        using var _ = no_grad();
        Tensor map = Scaled(pictures.detach() * pictures.grad!);
        foreach (ConvNorm unit in units)
        {
            Tensor gradient = places[unit].grad!.to_type(map.dtype);
            Tensor part = Scaled(gradient * unit.Shift().reshape(1, -1, 1, 1)).unsqueeze(1);
            map = map.add(nn.functional.interpolate(part, pictures.shape[2..], mode: InterpolationMode.Bilinear, align_corners: false).squeeze(1), Alpha.One);
        }

        return map;
    }

    /// <summary>Adds zeros whose gradient is the sum's: TorchSharp has no hook for the way back.</summary>
    private static Tensor Added(Tensor sum, Dictionary<ConvNorm, Tensor> places, ConvNorm unit)
    {
        Tensor nothing = zeros_like(sum);
        nothing.requires_grad = true;
        places[unit] = nothing;
        return sum.add(nothing, Alpha.One);
    }

    /// <summary>[N,C,h,w] → the absolute values, each channel from 0 to 1, added up: [N,h,w].</summary>
    private static Tensor Scaled(Tensor products)
    {
        Tensor sizes = products.abs();
        Tensor raised = sizes - sizes.amin([2, 3], keepdim: true);
        return (raised / raised.amax([2, 3], keepdim: true).add(Least, Alpha.One)).sum(1);
    }
}
