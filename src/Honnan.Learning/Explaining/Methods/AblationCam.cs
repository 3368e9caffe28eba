using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// Ablation-CAM (Desai and Ramaswamy, 2020, equation 3): a channel's weight is how much the score falls when the channel is set
/// to 0. The paper divides by the score itself, which turns the map around where that is negative, and changes no finished map
/// where it is positive; here nothing is divided. One pass from the layer on for each channel.
/// </summary>
internal sealed class AblationCam() : WeightedChannels("ablationcam", "Ablation-CAM")
{
    private const int AtATime = 64;

    internal override bool UsesGradient => false;

    protected override Tensor Weights(Evidence evidence) =>
        stack(Enumerable.Range(0, (int)evidence.Pictures.shape[0]).Select(i => OfOne(evidence, i)));

    private static Tensor OfOne(Evidence evidence, int picture)
    {
        Tensor layer = evidence.Pass.Activation.narrow(0, picture, 1);
        int axis = evidence.Pass.ChannelAxis;
        long channels = layer.shape[axis];
        Tensor score = evidence.ScoresOfLayer(picture, layer);
        List<Tensor> falls = [];
        for (long first = 0; first < channels; first += AtATime)
        {
            using DisposeScope scope = NewDisposeScope();
            long count = Math.Min(AtATime, channels - first);
            Tensor kept = ones([count, channels], dtype: layer.dtype, device: layer.device) - eye(channels, dtype: layer.dtype, device: layer.device).narrow(0, first, count);
            long[] shape = [.. Enumerable.Range(0, (int)layer.dim()).Select(d => d == 0 ? count : d == axis ? channels : 1)];
            falls.Add((score - evidence.ScoresOfLayer(picture, layer * kept.reshape(shape))).MoveToOuterDisposeScope());
        }

        return cat(falls);
    }
}
