using System.Diagnostics;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>The program's processes that a job has started.</summary>
internal static class JobPrograms
{
    /// <summary>Those whose lines name a folder, and that are the program itself.</summary>
    public static int[] Of(string folder) =>
        [.. Process.GetProcessesByName("honnan").Where(process => LineOf(process.Id).Contains(folder, StringComparison.Ordinal)).Select(process => process.Id)];

    private static string LineOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return ""; // it has just ended
        }
    }
}
