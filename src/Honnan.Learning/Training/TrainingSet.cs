using Honnan.Data;
using Honnan.Data.Curation;
using Honnan.Data.Loading;

namespace Honnan.Learning.Training;

/// <summary>The pictures of a selection as a run sees them: what it learns from, validates with, and must not see.</summary>
public sealed class TrainingSet
{
    private TrainingSet(Selection selection, IReadOnlyList<Sample> samples, IReadOnlyList<int> training, IReadOnlyList<int> validation, IReadOnlyList<int> test) =>
        (Selection, Samples, Training, Validation, Test) = (selection, samples, training, validation, test);

    /// <summary>Where the pictures come from.</summary>
    public Selection Selection { get; }

    /// <summary>Every kept picture, labels by the selection's vocabulary.</summary>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>Indices of the pictures to learn from.</summary>
    public IReadOnlyList<int> Training { get; }

    /// <summary>Indices of the pictures to validate with.</summary>
    public IReadOnlyList<int> Validation { get; }

    /// <summary>Indices of the pictures kept for the test.</summary>
    public IReadOnlyList<int> Test { get; }

    /// <summary>
    /// Divides a selection by <see cref="Selection.SideOf"/>. Where nothing is held out, the validation pictures are learnt
    /// from as well.
    /// </summary>
    /// <exception cref="InputException">There is no such fold, or nothing to learn from.</exception>
    public static TrainingSet Of(Selection selection, int? fold, bool holdOut)
    {
        selection.ThrowIfNoFold(fold);
        IReadOnlyList<SelectedPicture> pictures = selection.Pictures;
        Sample[] samples = [.. pictures.Select(p => new Sample(p.Address, p.Size, selection.ClassOf(p.Country)))];
        ILookup<SplitSide, int> sides = Enumerable.Range(0, pictures.Count).ToLookup(i => Side(Selection.SideOf(pictures[i], fold), holdOut));
        int[] training = [.. sides[SplitSide.Train]];
        return training.Length > 0
            ? new TrainingSet(selection, samples, training, [.. sides[SplitSide.Validation]], [.. sides[SplitSide.Test]])
            : throw new InputException("the selection has no pictures to learn from");
    }

    /// <summary>The names of pictures, for a message.</summary>
    internal string Describe(IEnumerable<int> samples) =>
        string.Join(", ", samples.Select(i => $"{Samples[i].Address.Source}/{Samples[i].Address.File}"));

    private static SplitSide Side(SplitSide side, bool holdOut) => side == SplitSide.Validation && !holdOut ? SplitSide.Train : side;
}
