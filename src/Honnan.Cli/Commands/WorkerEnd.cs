using Honnan.Cli.CommandLine;
using Honnan.Data;

namespace Honnan.Cli.Commands;

/// <summary>Why a process that this one started ended without a result.</summary>
internal static class WorkerEnd
{
    // What .NET adds to a signal's number for the exit code, as shells do.
    private const int Signalled = 128;

    // signal(7): by these a person or the system ends a process from outside; by others it has crashed.
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    /// <summary>The exception that says so: the user's, unless it is a bug.</summary>
    /// <param name="code">The exit code, not 0.</param>
    /// <param name="what">The process in words.</param>
    /// <param name="told">What it wrote on standard error.</param>
    public static Exception Of(int code, string what, string told) => code switch
    {
        Application.BadInput => new InputException(told.Trim().Replace("honnan: ", "", StringComparison.Ordinal)),
        Signalled + Kill => new InputException($"{what} was killed (signal {Kill}), as the system does to a process when memory runs out; a smaller --batch or --size takes less"),
        Signalled + Hangup or Signalled + Interrupt or Signalled + Terminate or Application.Interrupted => new InputException($"{what} was ended from outside (signal {code - Signalled})"),
        > Signalled => new InvalidOperationException($"{what} crashed (signal {code - Signalled}): {told}"),
        _ => new InvalidOperationException($"{what} ended with code {code}: {told}"),
    };
}
