using Honnan.Learning.Experiments;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// MixUp (Zhang et al., 2018) and CutMix (Yun et al., 2019): each picture of a batch is mixed with the one as far from the
/// batch's other end, and the targets alike. What is drawn depends on the seed alone.
/// </summary>
internal sealed class BatchMixer(TrainingOptions options)
{
    /// <summary>Whether anything is mixed at all.</summary>
    public bool Mixes => options.MixUp > 0 || options.CutMix > 0;

    /// <summary>Mixes inputs [N,…] and targets [N,C]; new tensors, caller disposes all.</summary>
    public (Tensor Inputs, Tensor Targets) Mix(Tensor inputs, Tensor targets, long seed)
    {
        var chance = new Random((int)(seed ^ (seed >> 32)));
        bool cut = options.CutMix > 0 && (options.MixUp == 0 || chance.NextDouble() < 0.5);
        double share = Beta(chance, cut ? options.CutMix : options.MixUp); // what stays of each picture
        share = Math.Max(share, 1 - share); // the label that counts as right is the larger part's
        using Tensor other = inputs.flip(0);
        Tensor mixed;
        if (cut)
        {
            (int top, int bottom, int left, int right) = Box(chance, share, (int)inputs.shape[2], (int)inputs.shape[3]);
            share = 1 - ((bottom - top) * (right - left) / (double)(inputs.shape[2] * inputs.shape[3]));
            mixed = inputs.clone();
            using Tensor hole = mixed.slice(2, top, bottom, 1);
            using Tensor window = hole.slice(3, left, right, 1);
            using Tensor rows = other.slice(2, top, bottom, 1);
            using Tensor piece = rows.slice(3, left, right, 1);
            window.copy_(piece);
        }
        else
        {
            mixed = Blend(inputs, other, share);
        }

        using Tensor otherTargets = targets.flip(0);
        return (mixed, Blend(targets, otherTargets, share));
    }

    /// <summary>From Beta(α, α), by Jöhnk's method (1964): fast enough for the small α that are used here.</summary>
    internal static double Beta(Random chance, double alpha)
    {
        while (true)
        {
            double x = Math.Pow(chance.NextDouble(), 1 / alpha);
            double y = Math.Pow(chance.NextDouble(), 1 / alpha);
            if (x + y is > 0 and <= 1)
            {
                return x / (x + y);
            }
        }
    }

    /// <summary>A rectangle of the picture's own shape, 1 − share of its area, about a random middle, cut at the edges.</summary>
    private static (int Top, int Bottom, int Left, int Right) Box(Random chance, double share, int height, int width)
    {
        double side = Math.Sqrt(1 - share);
        (double half, double halfAcross) = (side * height / 2, side * width / 2);
        (double y, double x) = (chance.NextDouble() * height, chance.NextDouble() * width);
        return (Clip(y - half, height), Clip(y + half, height), Clip(x - halfAcross, width), Clip(x + halfAcross, width));
    }

    private static int Clip(double place, int end) => (int)Math.Clamp(Math.Round(place), 0, end);

    private static Tensor Blend(Tensor a, Tensor b, double share)
    {
        // Held by name: numbers converted on the spot may be collected while libtorch still reads them.
        using Scalar ofFirst = share.ToScalar();
        using Scalar ofSecond = (1 - share).ToScalar();
        using Tensor first = a.mul(ofFirst);
        using Tensor second = b.mul(ofSecond);
        return first.add(second, Alpha.One);
    }
}
