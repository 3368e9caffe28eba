using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Lists the nets, or the parameters of one of them and what an experiment makes of each.</summary>
internal sealed class NetsCommand : HonnanCommand
{
    private readonly Argument<string?> _net = new("net") { Description = "whose parameters to list; without it, and without an experiment, all nets are listed", HelpName = "NET", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _experiment = new("--experiment") { Description = "the net is this experiment's; also tell what learns, from when on, and how fast", HelpName = "EXPERIMENT.json" };
    private readonly Option<string[]> _set = new("--set") { Description = "override a value of the experiment; may be repeated", HelpName = "path.to.key=value", AllowMultipleArgumentsPerToken = false };
    private readonly Option<bool> _json = JsonOption();

    public NetsCommand(CommandOutput output)
        : base(output, "nets", "Lists the nets, or a net's parameters by the names that an experiment's patterns name.", "honnan nets --experiment experiments/run1.json")
    {
        Arguments.Add(_net);
        Options.Add(_experiment);
        Options.Add(_set);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        (string? net, string? file) = (parsed.GetValue(_net), parsed.GetValue(_experiment));
        if (file is null && parsed.Gives(_set))
        {
            throw new InputException("--set goes with --experiment");
        }

        Experiment? experiment = file is null ? null : Experiment.Read(file, parsed.GetValue(_set));
        if (experiment is not null && net is not null && net != experiment.Model.Net)
        {
            throw new InputException($"the net of '{file}' is {experiment.Model.Net}, not '{net}'; --set model.net={net} makes it so");
        }

        TorchRuntime.Start();
        if (experiment is null && net is null)
        {
            ShowNets([.. NetCatalogue.Names.Select(NetOutline.Of)], parsed.GetValue(_json));
        }
        else
        {
            ShowParameters(experiment?.Model.Net ?? net!, experiment is null ? ParameterOutline.Of(net!) : ParameterOutline.Of(experiment), parsed.GetValue(_json));
        }

        return Application.Done;
    }

    private void ShowNets(IReadOnlyList<NetOutline> nets, bool json)
    {
        if (json)
        {
            Output.Json(nets);
            return;
        }

        var table = new Table().AddColumns("net", "parameters", "embedding", "weights by honnan download");
        foreach (NetOutline net in nets)
        {
            table.AddRow(net.Name.EscapeMarkup(), Number(net.Parameters), Number(net.EmbeddingChannels), string.Join(", ", net.Downloads).EscapeMarkup());
        }

        Output.Results.Write(table);
        Output.Raw.WriteLine($"parameters with ImageNet's {NetOutline.Classes} classes; embedding: channels that the head is given");
    }

    private void ShowParameters(string net, IReadOnlyList<ParameterOutline> parameters, bool json)
    {
        if (json)
        {
            Output.Json(new { net, parameters });
            return;
        }

        bool planned = parameters.All(p => p.Rule is not null);
        var table = new Table().AddColumns(["parameter", "shape", "numbers", "stage", .. planned ? (string[])["rate", "decay", "group", "learns"] : []]);
        foreach (ParameterOutline parameter in parameters)
        {
            string[] plan = parameter.Rule is not { } rule ? [] : rule.FrozenUntil >= 1 ? ["", "", "", "no"]
                : [string.Create(CultureInfo.InvariantCulture, $"× {rule.RateFactor:0.####}"), rule.WeightDecay.ToString(CultureInfo.InvariantCulture), rule.Group ?? "", Learns(rule)];
            string[] cells = [parameter.Name, $"[{string.Join(", ", parameter.Shape)}]", Number(parameter.Count), parameter.Stage ?? "head", .. plan];
            table.AddRow([.. cells.Select(cell => cell.EscapeMarkup())]);
        }

        Output.Results.Write(table);
        string learning = planned ? $", {Number(parameters.Where(p => p.Rule is { FrozenUntil: < 1 }).Sum(p => p.Count))} of them learn" : "";
        Output.Raw.WriteLine($"{net}: {parameters.Count} parameters, {Number(parameters.Sum(p => p.Count))} numbers{learning}; the last layer as for {NetOutline.Classes} classes");
    }

    private static string Learns(ParameterRule rule) =>
        rule.FrozenUntil > 0 ? string.Create(CultureInfo.InvariantCulture, $"after {rule.FrozenUntil:0.###} of the steps") : "yes";

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
