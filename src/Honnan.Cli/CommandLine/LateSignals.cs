using System.Runtime.InteropServices;

namespace Honnan.Cli.CommandLine;

/// <summary>What becomes of signals that come while the process ends: it keeps the code that it ends with, but does not take for ever.</summary>
internal static class LateSignals
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lock Gate = new();
    private static int? _code;
    private static Timer? _end;

    /// <summary>Tells that the command is over.</summary>
    public static void IsOver(int code)
    {
        lock (Gate)
        {
            _code = code;
        }
    }

    /// <summary>Does nothing while a command runs, which has a handler of its own. Behind it, the first signal gives the process ten seconds, the second none.</summary>
    public static void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (Gate)
        {
            if (_code is not { } code)
            {
                return;
            }

            if (_end is not null)
            {
                ProcessEnd.AtOnce(code);
            }

            _end = new Timer(_ => ProcessEnd.AtOnce(code), null, Patience, Timeout.InfiniteTimeSpan);
        }
    }
}
