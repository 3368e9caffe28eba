using System.CommandLine;
using Honnan.Cli.CommandLine;

namespace Honnan.Cli.Commands;

/// <summary>The commands in the order of a picture's way.</summary>
internal static class AllCommands
{
    /// <summary>All of them, as a user has them.</summary>
    public static IEnumerable<Command> Create(CommandOutput output) => Create(output, Environment.GetEnvironmentVariable);

    /// <summary>All of them, in an environment of their own.</summary>
    /// <param name="output">Where they print.</param>
    /// <param name="variable">Gives a variable by which a job scheduler says which part of an import is to be done.</param>
    public static IEnumerable<Command> Create(CommandOutput output, Func<string, string?> variable) =>
    [
        new DemoCommand(output),
        new DrawCommand(output),
        new ImportCommand(output, variable),
        new CurateCommand(output),
        new TrainCommand(output),
        new CalibrateCommand(output),
        new EvaluateCommand(output),
        new ExplainCommand(output),
        new AtlasCommand(output),
        new ExportCommand(output),
        new PredictCommand(output),
        new ScoreCommand(output),
        new ServeCommand(output),
        new InspectCommand(output),
        new NetsCommand(output),
        new DownloadCommand(output),
        new BenchmarkCommand(output),
    ];
}
