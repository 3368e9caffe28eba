using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>pytorch-grad-cam's element-wise variant of Grad-CAM: what is positive of gradient times activation, place by place.</summary>
internal sealed class GradCamElementWise() : ChannelMethod("gradcamelementwise", "Grad-CAM, element-wise")
{
    protected override Tensor Channels(Evidence evidence) => (evidence.Gradient * evidence.Activation).relu();
}
