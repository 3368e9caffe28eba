using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Data.Catalogue;
using Honnan.Data.Sources;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Reads every source and judges every picture.</summary>
internal sealed class ImportCommand : HonnanCommand
{
    private readonly Argument<string?> _data = new("data") { Description = "the data file: which sources there are", HelpName = "DATA.json", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _out = OutputOption("the catalogue's folder; of parts, the folder for all of them");
    private readonly ShardOptions _shards = new();
    private readonly Option<string?> _merge = new("--merge") { Description = "in place of importing: put the parts in this folder together to one catalogue, if every one is there once", HelpName = "DIR" };
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    private readonly Func<string, string?> _variable;

    /// <summary>Makes the command.</summary>
    /// <param name="output">Where it prints.</param>
    /// <param name="variable">Gives a variable of the environment, by which a job scheduler says which part is to be done.</param>
    public ImportCommand(CommandOutput output, Func<string, string?> variable)
        : base(output, "import", "Reads every source, judges every picture, writes the catalogue and the list of refused pictures.", "honnan import data.json -o catalogue")
    {
        _variable = variable;
        Arguments.Add(_data);
        foreach (Option option in (Option[])[_out, .. _shards.All, _merge, _force, _json])
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_data) is not { Tokens.Count: > 0 } && result.GetResult(_merge) is null)
            {
                // What the library finds by itself it does not tell beside this.
                if (result.GetResult(_out) is null)
                {
                    result.AddError($"Option '{_out.Name}' is required");
                }

                result.AddError($"Required argument '{_data.HelpName}' missing");
            }
        });
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string folder = parsed.GetRequiredValue(_out);
        string? file = parsed.GetValue(_data);
        string? parts = parsed.GetValue(_merge);
        if (parts is not null && (file is not null || _shards.Given(parsed)))
        {
            throw new InputException("--merge takes the folder of the parts alone: neither DATA.json nor --shards, --shard");
        }

        ImportResult result = parts is not null
            ? CatalogueMerge.Run(parts, folder, parsed.GetValue(_force), stop)
            : Import(parsed, DataFile.Read(file!), folder, stop);
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
        Output.Note(parts is null && ShardOf(parsed) is { } shard
            ? $"{shard} in {folder}; honnan import --merge {folder} -o CATALOGUE puts all together"
            : $"catalogue in {folder}");
        return Application.Done;
    }

    /// <summary>The part that is asked for; null for the whole, where the line says so (<c>--shards 1</c>), or neither it nor a scheduler says anything of parts.</summary>
    private Shard? ShardOf(ParseResult parsed) => !_shards.IsWhole(parsed) && _shards.Told(parsed, _variable) ? _shards.Read(parsed, _variable) : null;

    private ImportResult Import(ParseResult parsed, DataFile data, string folder, CancellationToken stop) =>
        Output.WithProgress("importing", report => Importer.ImportAsync(
            data, folder, parsed.GetValue(_force), ShardOf(parsed), new Told<ImportProgress>(p =>
                report(p.Total is > 0 ? Math.Min(1, (double)p.Done / p.Total.Value) : 0, $"{p.Done} of {p.Total?.ToString() ?? "?"} pictures")), stop).GetAwaiter().GetResult());
}
