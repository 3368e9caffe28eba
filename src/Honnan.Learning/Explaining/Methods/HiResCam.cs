using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>HiResCAM (Draelos and Carin, 2020, equation 4): gradient times activation, place by place.</summary>
internal sealed class HiResCam() : ChannelMethod("hirescam", "HiResCAM")
{
    protected override Tensor Channels(Evidence evidence) => evidence.Gradient * evidence.Activation;
}
