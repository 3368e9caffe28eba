using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Commands;

/// <summary>Writes a run's result as one file that needs nothing beside it.</summary>
internal sealed class ExportCommand : HonnanCommand
{
    private const string Extension = ".onnx";

    private readonly Argument<string> _model = ModelArgument();
    private readonly Option<string> _out = new("--output", "-o") { Description = "the file, ending in .onnx", Required = true, HelpName = "FILE.onnx" };
    private readonly Option<ModelPrecision> _precision = ValueOptions.Choice<ModelPrecision>("--precision", "how weights are stored");
    private readonly Option<bool> _force = ForceOption();

    public ExportCommand(CommandOutput output)
        : base(output, "export", "Writes a model as an ONNX file with everything prediction needs inside.", "honnan export runs/first -o first.onnx --precision float16")
    {
        Arguments.Add(_model);
        foreach (Option option in (Option[])[_out, _precision, _force])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string path = parsed.GetRequiredValue(_out);
        if (!path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || Directory.Exists(path))
        {
            throw new InputException($"output '{path}' must be a file ending in {Extension}");
        }

        if (File.Exists(path) && !parsed.GetValue(_force))
        {
            throw new InputException($"output '{path}' exists already; name another, or use --force to replace it");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new InputException($"output '{path}': there is no folder '{folder}'");
        }

        TorchRuntime.Start();
        using TrainedModel model = TrainedModel.Open(parsed.GetRequiredValue(_model), Precision.Float32, "cpu");
        ModelPrecision precision = parsed.GetValue(_precision);
        OnnxExport.Write(path, model, half: precision == ModelPrecision.Float16);
        Output.Note($"{model.Description.Net}, {model.Countries.Count} countries, {new FileInfo(path).Length / 1e6:0.0} MB: {path}");
        return Application.Done;
    }
}
