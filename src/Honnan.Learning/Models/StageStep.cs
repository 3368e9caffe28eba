using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>A part of a stage that nothing passes by: the next one sees its output alone.</summary>
/// <param name="Name">The name of the module whose output it ends with, as weight files spell it.</param>
/// <param name="Units">All that can learn in it, in order.</param>
/// <param name="Forward">[N,C,H,W] → [N,c,h,w] of the same type (of a transformer: tokens [N,T,C]); caller disposes both.</param>
public sealed record StageStep(string Name, IReadOnlyList<IUnit> Units, Func<Tensor, Tensor> Forward);
