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
    /// Divides a selection. Without a fold by its split; with one, that fold is the test, and of the others the pictures
    /// of the validation split validate. Where nothing is held out, the validation pictures are learnt from as well.
    /// </summary>
    /// <exception cref="InputException">There is no such fold, or nothing to learn from.</exception>
    public static TrainingSet Of(Selection selection, int? fold, bool holdOut)
    {
        IReadOnlyList<SelectedPicture> pictures = selection.Pictures;
        if (fold is { } asked && !pictures.Any(p => p.Fold == asked))
        {
            throw new InputException($"the selection has no fold {asked} (it has {string.Join(", ", pictures.Select(p => p.Fold).Distinct().Order())})");
        }

        var labels = selection.Vocabulary.Select((country, index) => (country, index)).ToDictionary(p => p.country, p => p.index);
        Sample[] samples = [.. pictures.Select(p => new Sample(p.Address, p.Size, labels[p.Country]))];
        bool IsTest(SelectedPicture p) => fold is null ? p.Split == SplitSide.Test : p.Fold == fold;
        bool IsValidation(SelectedPicture p) => !IsTest(p) && holdOut && p.Split == SplitSide.Validation;
        int[] Where(Func<SelectedPicture, bool> wanted) => [.. Enumerable.Range(0, pictures.Count).Where(i => wanted(pictures[i]))];
        int[] training = Where(p => !IsTest(p) && !IsValidation(p));
        return training.Length > 0
            ? new TrainingSet(selection, samples, training, Where(IsValidation), Where(IsTest))
            : throw new InputException("the selection has no pictures to learn from");
    }

    /// <summary>The names of pictures, for a message.</summary>
    internal string Describe(IEnumerable<int> samples) =>
        string.Join(", ", samples.Select(i => $"{Samples[i].Address.Source}/{Samples[i].Address.File}"));
}
