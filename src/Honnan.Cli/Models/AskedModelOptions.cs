using System.CommandLine;
using System.Runtime.CompilerServices;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Inference;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Models;

/// <summary>The options that say how a model is asked; a run's folder and an exported file have different ones.</summary>
internal sealed record AskedModelOptions(Option<Precision> Precision, Option<string> Device, Option<int> Threads)
{
    /// <summary>Opens a model; caller disposes.</summary>
    /// <exception cref="InputException">There is none, it is damaged, or it is asked for what only others have.</exception>
    public IAskedModel Open(ParseResult parsed, string model)
    {
        int threads = parsed.GetValue(Threads);
        if (!FileModel.IsNamed(model))
        {
            if (!Directory.Exists(model))
            {
                IReadOnlyList<string> shipped = ShippedModels.Names;
                throw new InputException(File.Exists(model)
                    ? $"'{model}' is neither an exported .onnx file nor the folder of a run"
                    : $"no model '{model}'{Spelling.Hint(model, shipped)}: it must be the folder of a run, an exported .onnx file, or a shipped model ({string.Join(", ", shipped)})");
            }

            return OpenRun(parsed, model, threads);
        }

        foreach (Option option in (Option[])[Precision, Device])
        {
            if (parsed.Gives(option))
            {
                throw new InputException($"{option.Name} is for runs: an exported model computes on the processor, in the precision that it was exported with");
            }
        }

        return new FileModel(model, threads);
    }

    // On its own, so that the runtime looks for the tensor library only when it is wanted.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RunModel OpenRun(ParseResult parsed, string model, int threads) =>
        new(model, parsed.GetValue(Precision), parsed.GetRequiredValue(Device), threads);
}
