using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// Score-CAM (Wang et al., 2020, algorithm 1): a channel's weight is what the score is when the picture is seen through that
/// channel alone, by softmax over the channels. One pass of the whole net for each channel that is not the same everywhere.
/// </summary>
internal sealed class ScoreCam() : WeightedChannels("scorecam", "Score-CAM")
{
    private const int AtATime = 16;
    private static readonly Scalar Least = 1e-8.ToScalar(); // as pytorch-grad-cam has it

    internal override bool UsesGradient => false;

    protected override Tensor Weights(Evidence evidence)
    {
        Tensor activation = evidence.Activation;
        return stack(Enumerable.Range(0, (int)activation.shape[0]).Select(i => OfOne(evidence, i, activation[i].contiguous())));
    }

    /// <summary>[C,h,w] → [C].</summary>
    private static Tensor OfOne(Evidence evidence, int picture, Tensor channels)
    {
        // A channel that is the same everywhere hides the whole picture: many are after a ReLU, and one pass tells of all of them.
        bool[] flat = [.. (channels.amax([1, 2]) - channels.amin([1, 2])).le(Least).cpu().data<bool>()];
        long[] places = [.. Enumerable.Range(0, flat.Length).Where(c => !flat[c]).Select(c => (long)c)];
        Tensor hidden = evidence.ScoresOf(picture, zeros_like(evidence.Pictures.narrow(0, picture, 1)));
        Tensor scores = hidden.repeat(flat.Length);
        foreach (long[] part in places.Chunk(AtATime))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor index = tensor(part, device: channels.device);
            Tensor large = nn.functional.interpolate(channels.index_select(0, index).unsqueeze(1), evidence.Pictures.shape[2..], mode: InterpolationMode.Bilinear, align_corners: true);
            Tensor least = large.amin([2, 3], keepdim: true);
            Tensor span = (large.amax([2, 3], keepdim: true) - least).add(Least, Alpha.One);
            Tensor seen = evidence.Pictures.narrow(0, picture, 1) * ((large - least) / span);
            scores.index_copy_(0, index, evidence.ScoresOf(picture, seen));
        }

        return nn.functional.softmax(scores, 0);
    }
}
