using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Curation;
using Honnan.Data.Files;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Commands;

/// <summary>Writes a run's result as one file that needs nothing beside it.</summary>
internal sealed class ExportCommand : HonnanCommand
{
    private readonly Argument<string> _model = ModelArgument();
    private readonly Option<string> _out = new("--output", "-o") { Description = "the file, ending in .onnx", Required = true, HelpName = "FILE.onnx" };
    private readonly Option<ModelPrecision> _precision = ValueOptions.Choice<ModelPrecision>("--precision", "how weights are stored");
    private readonly Option<string?> _data = new("--data") { Description = "with --precision int8, which finds ranges by training pictures: their selection, where it is not where it was in training", HelpName = "SELECTION" };
    private readonly Option<bool> _force = ForceOption();

    public ExportCommand(CommandOutput output)
        : base(output, "export", "Writes a model as an ONNX file with everything prediction needs inside.", "honnan export runs/first -o first.onnx --precision float16")
    {
        Arguments.Add(_model);
        foreach (Option option in (Option[])[_out, _precision, _data, _force])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string run = parsed.GetRequiredValue(_model);
        RunModel.ThrowIfNoFolder(run, "an export is made of the weights as they were trained, which exported models no longer hold");
        string path = parsed.GetRequiredValue(_out);
        if (!path.EndsWith(ExportedModel.Extension, StringComparison.OrdinalIgnoreCase) || Directory.Exists(path))
        {
            throw new InputException($"output '{path}' must be a file ending in {ExportedModel.Extension}");
        }

        if (File.Exists(path) && !parsed.GetValue(_force))
        {
            throw new InputException($"output '{path}' exists already; name another, or use --force to replace it");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new InputException($"output '{path}': there is no folder '{folder}'");
        }

        ModelPrecision precision = parsed.GetValue(_precision);
        string? data = parsed.GetValue(_data);
        if (data is not null && precision != ModelPrecision.Int8)
        {
            throw new InputException("--data goes with --precision int8: other precisions need no pictures");
        }

        TorchRuntime.Start();
        using TrainedModel model = TrainedModel.Open(run, Precision.Float32, "cpu", MemoryLayout.ChannelsLast); // nothing is computed by it
        byte[] file = OnnxExport.Bytes(model, half: precision == ModelPrecision.Float16);
        if (precision == ModelPrecision.Int8)
        {
            file = Quantize(file, model.Description, data is null ? Learned(run, model.Description) : Named(data, model.Description), stop);
        }

        AtomicFile.Write(path, stream => stream.Write(file));
        Output.Note($"{model.Description.Net}, {model.Countries.Count} countries, {new FileInfo(path).Length / 1e6:0.0} MB: {path}");
        return Application.Done;
    }

    private Selection Named(string folder, ModelDescription model)
    {
        Selection selection = Selection.Open(folder);
        if (selection.Identity != model.Selection)
        {
            Output.Note("the model was trained on another selection: ranges are found by this one's training pictures all the same");
        }

        return selection;
    }

    private static Selection Learned(string run, ModelDescription model)
    {
        string? folder = model.SelectionFolder is { } path ? Path.GetFullPath(path, Path.GetFullPath(run)) : null;
        Selection? selection = folder is not null && Selection.IsIn(folder) ? Selection.Open(folder) : null;
        return selection is not null && selection.Identity == model.Selection ? selection
            : throw new InputException($"--precision int8 needs training pictures, and the selection that '{run}' learned from is {(selection is null ? "not there any more" : $"another by now in '{folder}'")}: name it by --data SELECTION");
    }

    private byte[] Quantize(byte[] file, ModelDescription model, Selection selection, CancellationToken stop)
    {
        selection.ThrowIfNoFold(model.Fold);
        Sample[] samples = [.. selection.Of(SplitSide.Train, model.Fold).Select(p => new Sample(p.Address, p.Size, -1))];
        using PictureStore store = selection.OpenPictures();
        (byte[] quantized, Int8Summary summary) = Output.WithProgress("int8", report => Int8Export.Quantize(file, samples, store, report, stop));
        Output.Note($"{summary.Agreement:0.0 %} of {summary.Compared} training pictures keep their country; in float32 stay {summary.Left.Count} of {summary.Convolutions} layers");
        return quantized;
    }
}
