using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Data.Curation;
using Honnan.Data.Loading;
using Honnan.Learning.Models;

namespace Honnan.Cli.Commands;

/// <summary>The options that say by which labelled pictures a model is looked at: <c>--data</c> or <c>--pictures</c>.</summary>
internal sealed class JudgedPicturesOptions
{
    private const string Everything = "all";

    private readonly bool _allFolds;
    private readonly Option<string?> _data = new("--data") { Description = "the folder that curate wrote", HelpName = "SELECTION" };
    private readonly Option<string> _split = new("--split") { Description = "with --data: which side of the split; train, validation, test or all", DefaultValueFactory = _ => "test", HelpName = "SIDE" };
    private readonly Option<string?> _fold;
    private readonly Option<string?> _labels = new("--pictures") { Description = "a table with the columns file, country and perhaps latitude, longitude", HelpName = "LABELS.csv" };

    /// <summary>Adds the options to a command.</summary>
    public JudgedPicturesOptions(Command command, bool allFolds)
    {
        _allFolds = allFolds;
        _fold = allFolds
            ? new("--fold") { Description = "with --data: the fold that was kept out of training; 'all' judges MODEL/fold-0, MODEL/fold-1, … each on its own fold", HelpName = "K|all" }
            : new("--fold") { Description = "with --data: the fold that was kept out of training", HelpName = "K" };
        foreach (Option option in (Option[])[_data, _split, _fold, _labels])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether either of the two was given.</summary>
    public bool Given(ParseResult parsed) => parsed.GetValue(_data) is not null || parsed.GetValue(_labels) is not null;

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
    /// <exception cref="InputException">There are none, or the model was trained on them.</exception>
    public JudgedSet Open(ParseResult parsed, int? fold, ModelDescription model, CommandOutput output)
    {
        if (parsed.GetValue(_labels) is { } labels)
        {
            return JudgedSet.FromLabels(labels);
        }

        Selection selection = Selection.Open(parsed.GetValue(_data)!);
        if (model.Selection is { } trainedOn && trainedOn != selection.Identity)
        {
            output.Note("warning: the model was trained on another selection; it may have learned from pictures of this one");
        }

        SplitSide? side = Side(parsed.GetRequiredValue(_split));
        fold ??= model.Fold;
        if (side == SplitSide.Test && fold != model.Fold)
        {
            throw new InputException(model.Fold is { } kept
                ? $"the model has learned from fold {fold}; it kept fold {kept} out: use --fold {kept}"
                : $"the model has learned from fold {fold}; it kept the selection's test pictures out: leave --fold away");
        }

        return side == SplitSide.Validation && !model.HoldOut
            ? throw new InputException("the model has learned from the validation pictures (training.holdOut was false); use --split test")
            : JudgedSet.From(selection, side, fold);
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
