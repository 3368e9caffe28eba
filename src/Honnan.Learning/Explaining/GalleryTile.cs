using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining;

/// <summary>One picture of a gallery with what is said below it.</summary>
/// <param name="Overlay">The picture, its heat map laid over it where there is one.</param>
/// <param name="File">The file's name; shortened in the middle where it does not fit.</param>
/// <param name="Truth">The true country's name or code; null where it is not known.</param>
/// <param name="Guess">The guessed country's name or code.</param>
/// <param name="Probability">The guess's probability, in [0, 1].</param>
public sealed record GalleryTile(Picture Overlay, string File, string? Truth, string Guess, double Probability)
{
    /// <summary>Recognised pictures with the largest come first; the probability where nothing better is known.</summary>
    public double Merit { get; init; } = Probability;

    /// <summary>A line about the picture; null for none.</summary>
    public string? Remark { get; init; }
}
