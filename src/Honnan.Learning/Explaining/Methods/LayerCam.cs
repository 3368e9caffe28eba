using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>LayerCAM (Jiang et al., 2021, equations 4 and 5): positive gradient times activation, place by place; made for early layers too.</summary>
internal sealed class LayerCam() : ChannelMethod("layercam", "LayerCAM")
{
    protected override Tensor Channels(Evidence evidence) => evidence.Gradient.relu() * evidence.Activation;
}
