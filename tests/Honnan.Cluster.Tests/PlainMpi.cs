using System.ComponentModel;
using Xunit;

namespace Honnan.Cluster.Tests;

/// <summary>The program in C that does the same: by one call, or in as many as ours.</summary>
internal static class PlainMpi
{
    /// <summary>Compiles it, into the folder; gives its path. The test is skipped where there is no compiler.</summary>
    public static async Task<string> CompileAsync(TemporaryFolder folder)
    {
        string program = folder.At("allreduce");
        try
        {
            ExternalProgram ended = await ExternalProgram.RunAsync(
                "mpicc.openmpi", folder.Path, TestContext.Current.CancellationToken, "-O2", "-o", program, ProjectFolder.At("tests", "Honnan.Cluster.Tests", "Tools", "allreduce.c"));
            Assert.SkipUnless(ended.ExitCode == 0, $"Open MPI's compiler does not compile; on Debian it needs gcc and libopenmpi-dev: {ended.Error}");
        }
        catch (Win32Exception error)
        {
            Assert.Skip($"Open MPI's compiler is not installed; on Debian it is in openmpi-bin: {error.Message}");
        }

        return program;
    }
}
