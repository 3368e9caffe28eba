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

    /// <summary>The lines that all ranks wrote.</summary>
    public static async Task<string[]> RunAsync(string launcher, int ranks, string exercise)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Honnan.Cluster.Ranks");
        ExternalProgram ended = await ExternalProgram.RunAsync(
            launcher, AppContext.BaseDirectory, TestContext.Current.CancellationToken, [.. Launchers[launcher], "-np", $"{ranks}", program, exercise]);
        Assert.True(ended.ExitCode == 0, ended.Said);
        return ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
