using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>A method that gives every channel one weight.</summary>
internal abstract class WeightedChannels(string name, string title) : ChannelMethod(name, title)
{
    protected sealed override Tensor Channels(Evidence evidence) => Weights(evidence).unsqueeze(2).unsqueeze(3) * evidence.Activation;

    /// <summary>[N,C].</summary>
    protected abstract Tensor Weights(Evidence evidence);
}
