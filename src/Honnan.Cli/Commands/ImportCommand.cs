using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data.Catalogue;
using Honnan.Data.Sources;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Reads every source and judges every picture.</summary>
internal sealed class ImportCommand : HonnanCommand
{
    private readonly Argument<string> _data = new("data") { Description = "the data file: which sources there are", HelpName = "DATA.json" };
    private readonly Option<string> _out = OutputOption("the catalogue's folder");
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public ImportCommand(CommandOutput output)
        : base(output, "import", "Reads every source, judges every picture, writes the catalogue and the list of refused pictures.", "honnan import data.json -o catalogue")
    {
        Arguments.Add(_data);
        Options.Add(_out);
        Options.Add(_force);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string folder = parsed.GetRequiredValue(_out);
        DataFile data = DataFile.Read(parsed.GetRequiredValue(_data));
        ImportResult result = Output.WithProgress("importing", report => Importer.ImportAsync(
            data, folder, parsed.GetValue(_force), new Told<ImportProgress>(p =>
                report(p.Total is > 0 ? (double)p.Done / p.Total.Value : 0, $"{p.Done} of {p.Total?.ToString() ?? "?"} pictures")), stop).GetAwaiter().GetResult());
        if (parsed.GetValue(_json))
        {
            Output.Json(result);
            return Application.Done;
        }

        var table = new Table().AddColumns("source", "pictures", "usable", "without coordinates", "refused");
        foreach (SourceImport source in result.Sources)
        {
            string refused = string.Join("; ", source.RefusedByReason.Select(r => $"{r.Value} {r.Key}"));
            table.AddRow(source.Source.EscapeMarkup(), $"{source.Pictures}", $"{source.Usable}", $"{source.WithoutCoordinates + source.UnreadableCoordinates}", refused.EscapeMarkup());
        }

        Output.Results.Write(table);
        Output.Note($"catalogue in {folder}");
        return Application.Done;
    }
}
