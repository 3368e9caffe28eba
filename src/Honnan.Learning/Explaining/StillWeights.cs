using Honnan.Learning.Models;
using TorchSharp.Modules;

namespace Honnan.Learning.Explaining;

/// <summary>Keeps a net's parameters from gathering gradients until disposal: maps need the activations' alone.</summary>
internal sealed class StillWeights : IDisposable
{
    private readonly Parameter[] _learning;

    public StillWeights(Net net)
    {
        _learning = [.. net.parameters().Where(p => p.requires_grad)];
        Set(false);
    }

    public void Dispose() => Set(true);

    private void Set(bool on)
    {
        foreach (Parameter parameter in _learning)
        {
            parameter.requires_grad = on;
        }
    }
}
