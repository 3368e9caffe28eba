using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>A method that gives every channel a map of its own and adds them up.</summary>
internal abstract class ChannelMethod(string name, string title) : ExplanationMethod(name, title)
{
    public override bool AddsChannels => true;

    internal sealed override Tensor Map(Evidence evidence, bool principal)
    {
        Tensor channels = Channels(evidence);
        return principal ? PrincipalComponent.Of(channels) : channels.sum(1);
    }

    /// <summary>[N,C,h,w]: what each place of each channel counts.</summary>
    protected abstract Tensor Channels(Evidence evidence);
}
