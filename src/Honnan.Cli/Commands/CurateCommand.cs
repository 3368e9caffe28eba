using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data.Catalogue;
using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Honnan.Data.Reports;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Makes a selection from a catalogue.</summary>
internal sealed class CurateCommand : HonnanCommand
{
    private readonly Argument<string> _catalogue = new("catalogue") { Description = "the folder that import wrote", HelpName = "CATALOGUE" };
    private readonly Option<string> _out = OutputOption("the selection's folder");
    private readonly Option<string?> _config = new("--config") { Description = "how to curate; every key has a default", HelpName = "CURATE.json" };
    private readonly Option<long> _seed = new("--seed") { Description = "of everything random", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _confusion = new("--confusion") { Description = "an earlier run's or evaluation's folder: thinning then takes its confusion matrix into account", HelpName = "RUN" };
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public CurateCommand(CommandOutput output)
        : base(output, "curate", "Chooses the pictures to learn from: vocabulary, copies, thinning, splits by place; charts before and after.", "honnan curate catalogue -o selection --seed 1")
    {
        Arguments.Add(_catalogue);
        Options.Add(_out);
        Options.Add(_config);
        Options.Add(_seed);
        Options.Add(_confusion);
        Options.Add(_force);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string folder = parsed.GetRequiredValue(_out);
        CurationOptions options = parsed.GetValue(_config) is { } config ? StrictJson.Read<CurationOptions>(config) : new CurationOptions();
        ConfusionCounts? confusion = parsed.GetValue(_confusion) is { } run ? ConfusionCounts.Read(run) : null;
        PictureCatalogue catalogue = PictureCatalogue.Open(parsed.GetRequiredValue(_catalogue));
        long seed = parsed.GetValue(_seed);
        CurationResult result = Curator.Curate(catalogue, options, seed, stop, confusion);
        SelectionSummary written = SelectionWriter.Write(catalogue, result, options, seed, folder, parsed.GetValue(_force), (path, summary) => DatasetReport.Write(path, catalogue, result, summary, stop));
        if (parsed.GetValue(_json))
        {
            Output.Json(written);
            return Application.Done;
        }

        CountryCounts total = result.Total;
        var table = new Table().AddColumns("step", "pictures");
        table.AddRow("in the catalogue", $"{total.Before}");
        table.AddRow("unusable: refused, or copies in different countries", $"{total.Unusable}");
        table.AddRow("outside the vocabulary", $"{total.OutsideVocabulary}");
        table.AddRow("copies: same bytes / coded anew / turned", $"{total.ByteCopies} / {total.ReEncoded} / {total.NearCopies}");
        table.AddRow("low information", $"{total.LowInformation}");
        table.AddRow("thinned at random", $"{total.Random}");
        table.AddRow("kept", $"{total.Kept} of {result.CountriesKept} countries (the vocabulary has {result.Vocabulary.Count})");
        table.AddRow("train / validation / test", $"{total.Train} / {total.Validation} / {total.Test}");
        Output.Results.Write(table);
        Output.Note($"selection in {folder}");
        return Application.Done;
    }
}
