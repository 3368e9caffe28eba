using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Curation;
using Honnan.Data.Loading;
using Honnan.Learning.Evaluation;

namespace Honnan.Cli.Commands;

/// <summary>The options that say by which labelled pictures a model is looked at: <c>--data</c> or <c>--pictures</c>.</summary>
internal sealed class JudgedPicturesOptions
{
    private const string Everything = "all";
    private const string AllTheSame = "; to judge it by them all the same, give --allow-seen";

    private readonly bool _allFolds;
    private readonly Option<string?> _data = new("--data") { Description = "the folder that curate wrote", HelpName = "SELECTION" };
    private readonly Option<string> _split = new("--split") { Description = "with --data: which side of the split; train, validation, test or all", DefaultValueFactory = _ => "test", HelpName = "SIDE" };
    private readonly Option<string?> _fold;
    private readonly Option<bool> _allowSeen = new("--allow-seen") { Description = "with --data: take pictures that the model has learned from too; the result says how many" };
    private readonly Option<string?> _labels = new("--pictures") { Description = "a table with the columns file, country and perhaps latitude, longitude, place", HelpName = "LABELS.csv" };

    /// <summary>Adds the options to a command.</summary>
    public JudgedPicturesOptions(Command command, bool allFolds)
    {
        _allFolds = allFolds;
        _fold = allFolds
            ? new("--fold") { Description = "with --data: the fold that was kept out of training; 'all' judges MODEL/fold-0, MODEL/fold-1, … each on its own fold", HelpName = "K|all" }
            : new("--fold") { Description = "with --data: the fold that was kept out of training", HelpName = "K" };
        foreach (Option option in (Option[])[_data, _split, _fold, _labels, _allowSeen])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether either of the two was given.</summary>
    public bool Given(ParseResult parsed) => parsed.GetValue(_data) is not null || parsed.GetValue(_labels) is not null;

    /// <summary>The selection's folder, where one was given.</summary>
    public string? SelectionFolder(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>The model's folders, and the fold that each was asked about.</summary>
    /// <exception cref="InputException">Not just one of the two was given, or the fold is none.</exception>
    public IReadOnlyList<(int? Fold, string Run)> Runs(ParseResult parsed, string model)
    {
        string? data = parsed.GetValue(_data);
        string? labels = parsed.GetValue(_labels);
        if ((data is null) == (labels is null))
        {
            throw new InputException("name the pictures by --data SELECTION or by --pictures LABELS.csv, one of the two");
        }

        string? fold = parsed.GetValue(_fold);
        if (labels is not null)
        {
            return fold is null ? [(null, model)] : throw new InputException("--fold goes with --data, not with --pictures");
        }

        IReadOnlyList<(int? Fold, string Run)> runs = Folds.Of(fold, data!, model);
        return _allFolds || runs.Count == 1 ? runs : throw new InputException("--fold must be a number here");
    }

    /// <summary>The pictures; the caller disposes.</summary>
    /// <exception cref="InputException">There are none; or the model has learned from them, and nobody said that they are wanted all the same.</exception>
    public JudgedSet Open(ParseResult parsed, int? fold, ModelOrigin model)
    {
        if (parsed.GetValue(_labels) is { } labels)
        {
            return JudgedSet.FromLabels(labels);
        }

        Selection selection = Selection.Open(parsed.GetValue(_data)!);
        SplitSide? side = Side(parsed.GetRequiredValue(_split));
        selection.ThrowIfNoFold(fold);
        fold ??= model.Fold;
        if (parsed.GetValue(_allowSeen))
        {
            return JudgedSet.From(selection, side, fold);
        }

        if (side == SplitSide.Test && fold != model.Fold)
        {
            throw new InputException(model.Fold is { } kept
                ? $"the model has learned from fold {fold}; it kept fold {kept} out: use --fold {kept}{AllTheSame}"
                : $"the model has learned from fold {fold}; it kept the selection's test pictures out: leave --fold away{AllTheSame}");
        }

        return side == SplitSide.Validation && !model.HoldOut
            ? throw new InputException($"the model has learned from the validation pictures (training.holdOut was false); use --split test{AllTheSame}")
            : JudgedSet.From(selection, side, fold);
    }

    /// <summary>How many of the pictures the model has learned from; null where that is not known.</summary>
    /// <exception cref="InputException">
    /// There are some, or might be, and nobody asked for such pictures: neither by a side that they are on, nor by name.
    /// </exception>
    public int? Learned(ParseResult parsed, ModelOrigin model, JudgedSet set, CommandOutput output, CancellationToken stop)
    {
        int? learned = LearnedShare.Count(model, set, stop);
        bool another = parsed.GetValue(_data) is { } data && Selection.Open(data).Identity != model.Selection;
        bool asked = parsed.GetValue(_allowSeen) || parsed.GetValue(_labels) is not null
            || (!another && Side(parsed.GetRequiredValue(_split)) is null or SplitSide.Train);
        if (learned is null && !another && !asked)
        {
            return 0; // the side that the run kept out
        }

        if (learned != 0 && !asked)
        {
            string what = learned is null ? "it does not say from which pictures" : $"it has learned from {learned} of these {set.Pictures.Count} pictures";
            throw new InputException($"the model was trained on {(another ? "another selection" : "this selection")}, and {what}{AllTheSame}");
        }

        if (another && learned == 0)
        {
            output.Note("the model was trained on another selection, but on none of these pictures as they are; copies coded anew and pictures of the same places are not told");
        }

        return learned;
    }

    /// <summary>What is judged by what, for a chart's heading.</summary>
    public string Title(ParseResult parsed, string model)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(model)));
        return parsed.GetValue(_labels) is { } labels ? $"{name}, {Path.GetFileName(labels)}"
            : parsed.GetValue(_fold) is { } fold ? $"{name}, {(fold == Folds.All ? "all folds" : $"fold {fold}")}"
            : $"{name}, {parsed.GetRequiredValue(_split)}";
    }

    private static SplitSide? Side(string word) => word == Everything ? null
        : Enum.TryParse(word, ignoreCase: true, out SplitSide side) && Enum.IsDefined(side) && !char.IsAsciiDigit(word[0]) ? side
        : throw new InputException($"unknown --split '{word}' (known: train, validation, test, {Everything})");
}
