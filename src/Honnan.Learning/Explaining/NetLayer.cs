using Honnan.Learning.Models.Layers;

namespace Honnan.Learning.Explaining;

/// <summary>A place in a net whose output maps can be made of.</summary>
/// <param name="Name">A stage's, a step's or a convolution's name, as weight files spell it.</param>
/// <param name="Stage">The stage, by its place in the net.</param>
/// <param name="Step">The step within the stage.</param>
/// <param name="Unit">The convolution within the step, with its normalisation and activation; null for the step's end.</param>
internal sealed record NetLayer(string Name, int Stage, int Step, ConvNorm? Unit);
