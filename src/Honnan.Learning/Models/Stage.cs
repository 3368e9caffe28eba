using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>A stretch of a net whose end can be looked at, frozen up to, or pooled.</summary>
/// <param name="Name">The name of the module whose output it ends with, as weight files spell it.</param>
/// <param name="Channels">Channels of the output.</param>
/// <param name="Reduction">Input pixels between neighbouring outputs, in each direction.</param>
/// <param name="Units">All that can learn in it, in order.</param>
/// <param name="Forward">[N,C,H,W] → [N,Channels,h,w] of the same type (a transformer's stages: tokens [N,T,C]); caller disposes both.</param>
public sealed record Stage(string Name, int Channels, int Reduction, IReadOnlyList<IUnit> Units, Func<Tensor, Tensor> Forward)
{
    /// <summary>Writes what <see cref="Forward"/> does, from the name of what goes in to that of what comes out; null where the stage cannot, and its net not be exported.</summary>
    public Func<GraphWriter, string, string>? Write { get; init; }

    /// <summary>
    /// The same way in steps, such as block by block, where there are any: what lies between two of them is all that
    /// recomputing keeps, and what maps can be made of.
    /// </summary>
    public IReadOnlyList<StageStep> Steps { get; init; } = [new StageStep(Name, Units, Forward)];
}
