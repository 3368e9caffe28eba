using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Curation;
using Honnan.Data.Loading;

namespace Honnan.Learning.Training;

/// <summary>The pictures of a selection as a run sees them: what it learns from, validates with, and must not see.</summary>
public sealed class TrainingSet
{
    private TrainingSet(
        Selection selection, IReadOnlyList<SelectedPicture> pictures, IReadOnlyList<int> training, IReadOnlyList<int> validation, IReadOnlyList<int> test)
    {
        (Selection, Pictures, Training, Validation, Test) = (selection, pictures, training, validation, test);
        Samples = [.. pictures.Select(p => new Sample(p.Address, p.Size, selection.ClassOf(p.Country)))];
        Digests = [.. pictures.Select(p => p.Sha256)];
    }

    /// <summary>Where the pictures come from.</summary>
    public Selection Selection { get; }

    /// <summary>Every kept picture.</summary>
    public IReadOnlyList<SelectedPicture> Pictures { get; }

    /// <summary>The same as samples, labels by the selection's vocabulary.</summary>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>The SHA-256 of each one's bytes, in hexadecimal.</summary>
    public IReadOnlyList<string> Digests { get; }

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
    /// <exception cref="InputException">There is no such fold, nothing to learn from, or one country alone.</exception>
    public static TrainingSet Of(Selection selection, int? fold, bool holdOut)
    {
        selection.ThrowIfNoFold(fold);
        if (selection.Vocabulary.Count < 2)
        {
            throw new InputException($"the selection's vocabulary is {string.Join(' ', selection.Vocabulary)} alone, and there is nothing to tell it from: curate pictures of two countries or more");
        }

        IReadOnlyList<SelectedPicture> pictures = selection.Pictures;
        ILookup<SplitSide, int> sides = Enumerable.Range(0, pictures.Count).ToLookup(i => Side(Selection.SideOf(pictures[i], fold), holdOut));
        int[] training = [.. sides[SplitSide.Train]];
        return training.Length > 0
            ? new TrainingSet(selection, pictures, training, [.. sides[SplitSide.Validation]], [.. sides[SplitSide.Test]])
            : throw new InputException("the selection has no pictures to learn from");
    }

    /// <summary>A set of a few of the pictures, evenly spread over these; none to test with.</summary>
    /// <param name="training">To learn from, at most.</param>
    /// <param name="validation">To validate with, at most.</param>
    internal TrainingSet Few(int training, int validation)
    {
        int[] chosen = [.. Spread(Training, training), .. Spread(Validation, validation)];
        int learnt = Math.Min(training, Training.Count);
        return new TrainingSet(
            Selection, [.. chosen.Select(i => Pictures[i])], [.. Enumerable.Range(0, learnt)], [.. Enumerable.Range(learnt, chosen.Length - learnt)], []);
    }

    /// <summary>The names of pictures, for a message.</summary>
    internal string Describe(IEnumerable<int> samples) =>
        string.Join(", ", samples.Select(i => $"{Samples[i].Address.Source}/{Samples[i].Address.File}"));

    /// <summary>Judges what a net made of every validation picture's views.</summary>
    internal IReadOnlyList<ValidatedPicture> Validated(IReadOnlyList<IReadOnlyList<ViewOutput>> outputs) =>
        [.. Validation.Zip(outputs, (i, views) => ValidatedPicture.Of(Describe([i]), Samples[i].Label, views))];

    private static IEnumerable<int> Spread(IReadOnlyList<int> all, int most) =>
        Enumerable.Range(0, Math.Min(most, all.Count)).Select(i => all[(int)((long)i * all.Count / Math.Min(most, all.Count))]);

    private static SplitSide Side(SplitSide side, bool holdOut) => side == SplitSide.Validation && !holdOut ? SplitSide.Train : side;
}
