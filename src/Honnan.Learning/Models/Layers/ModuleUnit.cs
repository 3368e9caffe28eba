using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>A module as a unit, with all that lies below it. It keeps nothing computed from the weights.</summary>
public sealed class ModuleUnit(nn.Module module) : IUnit
{
    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => module.parameters();

    /// <inheritdoc/>
    public void Train(bool on) => module.train(on);

    /// <inheritdoc/>
    public void Unfold()
    {
    }
}
