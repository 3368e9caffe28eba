using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Learning.Models;
using Honnan.Learning.Weights;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Tells what a file holds.</summary>
internal sealed class InspectCommand : HonnanCommand
{
    private const int MetadataShown = 50; // for people; --json has all
    private const int TextShown = 100;

    private readonly Argument<string> _file = new("file") { Description = "safetensors, what torch.save wrote, an exported .onnx, Parquet, a data file, an experiment, or a run's folder", HelpName = "FILE" };
    private readonly Option<bool> _json = JsonOption();
    private readonly Option<bool> _values = new("--values") { Description = "with --json: every tensor's numbers too" };

    public InspectCommand(CommandOutput output)
        : base(output, "inspect", "Tells what a weights, checkpoint, model or data file holds. Nothing in the file is ever run.", "honnan inspect weights.pth --json")
    {
        Arguments.Add(_file);
        Options.Add(_json);
        Options.Add(_values);
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        if (parsed.GetValue(_values) && !parsed.GetValue(_json))
        {
            throw new InputException("--values goes with --json");
        }

        string path = parsed.GetRequiredValue(_file);
        if (InspectedDocuments.TryInspect(path) is { } document)
        {
            Show(document, parsed);
            return Application.Done;
        }

        bool run = TrainedModel.Exists(path);
        if (!run && Directory.Exists(path))
        {
            throw new InputException(TrainedModel.NoModel(path));
        }

        using WeightsFile file = WeightsFile.Open(run ? TrainedModel.WeightsOf(path) : path);
        InspectedFile inspected = InspectedFile.From(file);
        Show(run ? InspectedDocuments.OfRun(path) with { Tensors = inspected.Tensors } : inspected, parsed);
        return Application.Done;
    }

    private void Show(InspectedFile inspected, ParseResult parsed)
    {
        if (parsed.GetValue(_json))
        {
            using Stream results = Console.OpenStandardOutput();
            inspected.Write(results, parsed.GetValue(_values));
            results.WriteByte((byte)'\n');
            return;
        }

        if (inspected.Tensors.Count > 0)
        {
            var table = new Table().AddColumns("tensor", "shape", "type");
            foreach (TensorData tensor in inspected.Tensors)
            {
                table.AddRow(tensor.Name.EscapeMarkup(), $"[[{string.Join(", ", tensor.Shape)}]]", tensor.ElementType.Name());
            }

            Output.Results.Write(table);
        }

        foreach ((string name, object? value) in inspected.Metadata.Take(MetadataShown))
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            Output.Raw.WriteLine($"{name}: {(text.Length > TextShown ? text[..TextShown] + "…" : text).ReplaceLineEndings(" ")}");
        }

        Output.Raw.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{inspected.Format}; tensors: {inspected.Tensors.Count}, numbers in them: {inspected.Tensors.Sum(t => t.Count)}, other values: {inspected.Metadata.Count}"));
    }
}
