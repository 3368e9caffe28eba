using TorchSharp.Modules;

namespace Honnan.Learning.Models.Layers;

/// <summary>The smallest part of a stage: it is frozen and thawed as a whole.</summary>
public interface IUnit
{
    /// <summary>All that can learn; owned by the net.</summary>
    IEnumerable<Parameter> Parameters { get; }

    /// <summary>Turns on or off what behaves otherwise in training: statistics that are gathered, dropout.</summary>
    void Train(bool on);

    /// <summary>Forgets what was computed from the parameters and kept: called whenever they may have changed.</summary>
    void Unfold();
}
