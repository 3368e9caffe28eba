using System.CommandLine;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.CommandLine;

/// <summary>A command: its options as properties, what it does in <see cref="Run"/>.</summary>
internal abstract class HonnanCommand : Command
{
    protected HonnanCommand(CommandOutput output, string name, string description, string example)
        : base(name, description)
    {
        (Output, Example) = (output, example);

        // On the process's first thread: glibc keeps that thread's big blocks, and gives those of any other back to the system at once.
        SetAction((parsed, stop) => Task.FromResult(Run(parsed, stop)));
    }

    /// <summary>A line to try, for the command's help.</summary>
    public string Example { get; }

    /// <summary>Whether it takes addresses of object stores (s3://bucket/path) where others take paths alone.</summary>
    public virtual bool TakesStores => false;

    protected CommandOutput Output { get; }

    /// <summary>Does the work and gives the exit code.</summary>
    protected abstract int Run(ParseResult parsed, CancellationToken stop);

    /// <summary>The option that names where results go.</summary>
    protected static Option<string> OutputOption(string description, bool required = true) =>
        new("--output", "-o") { Description = description, Required = required, HelpName = "PATH" };

    /// <summary>What may be named where exported models will do.</summary>
    protected const string AnyModel = "a run's folder, an exported .onnx file, or a shipped model's name";

    // Threads of libtorch wait for each other: many times as many as there are processors take minutes for what one does in a second.
    private static readonly int MostThreads = Math.Max(8, 4 * Environment.ProcessorCount);

    private const int MostCountries = 249; // of ISO 3166-1
    private const string OfRuns = " (runs alone: exported models compute on the processor, as they were exported)";

    /// <summary>The option that says how many countries are named.</summary>
    protected static Option<int> TopOption(string description) => ValueOptions.Number("--top", description, 5, 1, MostCountries);

    /// <summary>The argument that names a model.</summary>
    /// <param name="exported">Whether an exported one will do.</param>
    protected static Argument<string> ModelArgument(bool exported = false) => new("model") { Description = exported ? AnyModel : "a run's folder", HelpName = "MODEL" };

    /// <summary>The option that chooses the arithmetic.</summary>
    /// <param name="exported">Whether the model may be an exported one, which has no choice.</param>
    protected static Option<Precision> PrecisionOption(bool exported = false) => ValueOptions.Choice<Precision>("--precision", $"type of the convolutions' arithmetic{(exported ? OfRuns : "")}");

    /// <summary>The option that chooses where a net computes.</summary>
    /// <param name="exported">Whether the model may be an exported one, which has no choice.</param>
    protected static Option<string> DeviceOption(bool exported = false)
    {
        var option = new Option<string>("--device") { Description = $"where the net computes: {ComputeDevice.Choices}{(exported ? OfRuns : "")}", DefaultValueFactory = _ => ComputeDevice.Auto, HelpName = "DEVICE" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !ComputeDevice.IsChoice(result.Tokens[0].Value))
            {
                result.AddError($"--device '{result.Tokens[0].Value}' is unknown (known: {ComputeDevice.Choices})");
            }
        });
        return option;
    }

    /// <summary>The switch that asks for a JSON document on standard output.</summary>
    protected static Option<bool> JsonOption() => new("--json") { Description = "print one JSON document on standard output" };

    /// <summary>The option that limits the threads of tensor operations.</summary>
    protected static Option<int> ThreadsOption() => ValueOptions.Number("--threads", "threads of one tensor operation; 0: one a physical core", 0, 0, MostThreads);

    /// <summary>The switch that lets a result be replaced.</summary>
    protected static Option<bool> ForceOption() => new("--force") { Description = "replace an existing result" };
}
