using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Inference;
using Honnan.Learning.Models;
using Honnan.Learning.Weights;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Tells what a file holds.</summary>
internal sealed partial class InspectCommand : HonnanCommand
{
    private const int MetadataShown = 50; // for people; --json has all
    private const int TextShown = 100;

    [GeneratedRegex(@"(\.[0-9]+)+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ListItem();

    private readonly Argument<string> _file = new("file") { Description = "safetensors, what torch.save wrote, an exported .onnx, Parquet, a data file, an experiment, a run's folder, or a shipped model's name", HelpName = "FILE" };
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
        path = Path.Exists(path) ? path : ShippedModels.Find(path) ?? path;
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

        // In documents of this project the items of a list are one line; elsewhere a number may be a name's end.
        bool lists = inspected.Format == "onnx" || inspected.Format.StartsWith("honnan-", StringComparison.Ordinal);
        IGrouping<string, object?>[] lines = [.. inspected.Metadata.GroupBy(m => lists ? ListItem().Replace(m.Key, "") : m.Key, m => m.Value, StringComparer.Ordinal)];
        foreach (IGrouping<string, object?> line in lines.Take(MetadataShown))
        {
            string text = string.Join(", ", line.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
            string count = line.Count() > 1 ? $" ({line.Count()})" : "";
            Output.Raw.WriteLine($"{line.Key}: {(text.Length > TextShown ? text[..TextShown] + "…" + count : text).ReplaceLineEndings(" ")}");
        }

        if (lines.Length > MetadataShown)
        {
            Output.Raw.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {lines.Length - MetadataShown} more, which --json shows"));
        }

        Output.Raw.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{inspected.Format}; tensors: {inspected.Tensors.Count}, numbers in them: {inspected.Tensors.Sum(t => t.Count)}, other values: {inspected.Metadata.Count}"));
    }
}
