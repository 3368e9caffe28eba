using System.Diagnostics;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>The program's processes that a job has started.</summary>
internal static class JobPrograms
{
    /// <summary>Those whose lines name a folder, and that are the program itself.</summary>
    public static int[] Of(string folder) =>
        [.. Process.GetProcessesByName("honnan").Where(process => ProcessFiles.Read($"/proc/{process.Id}/cmdline").Contains(folder, StringComparison.Ordinal)).Select(process => process.Id)];
}
