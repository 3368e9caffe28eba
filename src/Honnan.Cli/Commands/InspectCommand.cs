using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Learning.Weights;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Tells what a file of weights holds.</summary>
internal sealed class InspectCommand : HonnanCommand
{
    private readonly Argument<string> _file = new("file") { Description = "safetensors, or what torch.save wrote", HelpName = "FILE" };
    private readonly Option<bool> _json = JsonOption();
    private readonly Option<bool> _values = new("--values") { Description = "with --json: every tensor's numbers too" };

    public InspectCommand(CommandOutput output)
        : base(output, "inspect", "Tells what a weights or checkpoint file holds. Nothing in the file is ever run.", "honnan inspect weights.pth --json")
    {
        Arguments.Add(_file);
        Options.Add(_json);
        Options.Add(_values);
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        using WeightsFile file = WeightsFile.Open(parsed.GetRequiredValue(_file));
        InspectedFile inspected = InspectedFile.From(file);
        if (parsed.GetValue(_json))
        {
            using Stream results = Console.OpenStandardOutput();
            inspected.Write(results, parsed.GetValue(_values));
            results.WriteByte((byte)'\n');
            return Application.Done;
        }

        var table = new Table().AddColumns("tensor", "shape", "type");
        foreach (TensorData tensor in inspected.Tensors)
        {
            table.AddRow(tensor.Name.EscapeMarkup(), $"[[{string.Join(", ", tensor.Shape)}]]", tensor.ElementType.Name());
        }

        Output.Results.Write(table);
        Output.Results.MarkupLineInterpolated($"{inspected.Format}, {inspected.Tensors.Count} tensors, {inspected.Tensors.Sum(t => t.Count):N0} numbers, {inspected.Metadata.Count} other values");
        return Application.Done;
    }
}
