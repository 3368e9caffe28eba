namespace Honnan.Data.Loading;

/// <summary>One way to look at a sample: a panorama's window or a single picture's crop, maybe mirrored.</summary>
/// <param name="Sample">The sample's place in the list of samples.</param>
/// <param name="Heading">
/// Of a panorama: where the window's left edge is, in turns of [0, 1) from the panorama's left edge. Of a single picture:
/// where the crop lies in what is left over by its bucket's shape, from 0 (left or top) through 0.5 (centred) to 1
/// (right or bottom).
/// </param>
/// <param name="Mirrored">Whether the view is flipped from left to right after it was cut.</param>
/// <param name="Draw">Which of the random changes of <see cref="AugmentationOptions"/> it has; 0 for none at all.</param>
public readonly record struct PictureView(int Sample, double Heading, bool Mirrored, ulong Draw = 0);
