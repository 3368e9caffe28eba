using System.CommandLine;
using Honnan.Cli.CommandLine;

namespace Honnan.Cli.Commands;

/// <summary>The commands in the order of a picture's way.</summary>
internal static class AllCommands
{
    public static IEnumerable<Command> Create(CommandOutput output) =>
    [
        new DemoCommand(output),
        new DrawCommand(output),
        new ImportCommand(output),
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
