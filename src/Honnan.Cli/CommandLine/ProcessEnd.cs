using System.Runtime.InteropServices;

namespace Honnan.Cli.CommandLine;

/// <summary>The end of the process at once.</summary>
internal static partial class ProcessEnd
{
    /// <summary>
    /// Ends it with a code whatever its threads do. <see cref="Environment.Exit"/> has libraries take themselves apart while threads still
    /// compute with them: libtorch then crashes. Windows ends the threads first.
    /// </summary>
    public static void AtOnce(int code)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(code);
        }

        Leave(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Leave(int code);
}
