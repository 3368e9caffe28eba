using System.Globalization;
using Xunit;

namespace Honnan.Cluster.Tests;

/// <summary>Starts the program whose processes are ranks.</summary>
internal static class RanksProgram
{
    /// <summary>Debian's name of each launcher, and what it needs to start more processes than there are cores, as any user, without control sequences in their output.</summary>
    private static readonly Dictionary<string, string[]> Launchers = new(StringComparer.Ordinal)
    {
        ["mpirun.openmpi"] = ["--allow-run-as-root", "--oversubscribe", "-x", "TERM=dumb"],
        ["mpirun.mpich"] = [],
    };

    /// <summary>The program's path.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "Honnan.Cluster.Ranks");

    /// <summary>The lines that all ranks wrote.</summary>
    public static Task<string[]> RunAsync(string launcher, int ranks, string exercise) => LinesAsync(Command(launcher, ranks, File, exercise));

    /// <summary>A launcher and its arguments that run a program as so many ranks on this machine.</summary>
    public static string[] Command(string launcher, int ranks, string program, params string[] arguments) =>
        [launcher, .. Launchers[launcher], "-np", $"{ranks}", program, .. arguments];

    /// <summary>The rows of numbers that a command writes, parted by spaces.</summary>
    public static async Task<double[][]> RowsAsync(string[] command) =>
        [.. (await LinesAsync(command)).Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];

    private static async Task<string[]> LinesAsync(string[] command)
    {
        ExternalProgram ended = await ExternalProgram.RunAsync(command[0], AppContext.BaseDirectory, TestContext.Current.CancellationToken, command[1..]);
        Assert.True(ended.ExitCode == 0, ended.Said);
        return ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
