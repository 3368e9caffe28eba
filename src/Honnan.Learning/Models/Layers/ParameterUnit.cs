using TorchSharp.Modules;

namespace Honnan.Learning.Models.Layers;

/// <summary>Parameters that lie in no module of their own, such as a class token; always the same in training or not.</summary>
public sealed class ParameterUnit(params IReadOnlyList<Parameter> parameters) : IUnit
{
    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => parameters;

    /// <inheritdoc/>
    public void Train(bool on)
    {
    }

    /// <inheritdoc/>
    public void Unfold()
    {
    }
}
