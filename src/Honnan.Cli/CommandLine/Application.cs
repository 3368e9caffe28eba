using System.CommandLine;
using System.Runtime.InteropServices;
using Honnan.Cluster;
using Honnan.Data;
using Honnan.Data.Files;
using Honnan.Data.Stores;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.CommandLine;

/// <summary>
/// Runs one command line and turns what happens into the exit codes that scripts rely on: 0 done, 2 the user's mistake
/// or an unusable input (one line on standard error), 75 a store of files that may do better later (one line, too), 130
/// interrupted, 1 a bug (with its trace).
/// </summary>
/// <param name="commands">What there is to run.</param>
/// <param name="listening">Called when interrupts and requests to end are listened to.</param>
internal sealed class Application(Func<CommandOutput, IEnumerable<Command>> commands, Action? listening = null)
{
    public const int Done = 0;
    public const int Bug = 1;
    public const int BadInput = 2;
    public const int TryLater = 75; // EX_TEMPFAIL of sysexits.h; schedulers are told to try again
    public const int Interrupted = 130;

    // SIGXFSZ on Linux and macOS: a file outgrew the limit set for the process. It would end the process without a word;
    // ignored, the write fails like any other.
    private const PosixSignal FileTooLarge = (PosixSignal)25;

    public async Task<int> RunAsync(string[] args)
    {
        var stop = new CancellationTokenSource(); // not disposed: a handler that was called already may cancel it behind this call
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
        listening?.Invoke();
        using PosixSignalRegistration? tooLarge = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileTooLarge, context => context.Cancel = true);
        var output = new CommandOutput(Console.Out, Console.Error, watched: !Console.IsErrorRedirected);
        RootCommand root = Root(commands(output));
        ExampleHelp.AddTo(root);

        try
        {
            ParseResult parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                throw IsToldElsewhere(args) ? new OtherRankException(0, "") : new InputException(LineMistakes.Describe(parsed));
            }

            if ((LineMistakes.Stray(parsed) ?? LineMistakes.FarAway(parsed)) is { } stray)
            {
                throw new InputException(stray);
            }

            if (parsed.Tokens.Any(token => token.Value.Length == 0))
            {
                throw new InputException("an argument is empty; every file, folder and value needs a name");
            }

            return await InvokeAsync(parsed, stop.Token);
        }
        catch (OtherRankException error)
        {
            return error.IsMistake ? BadInput : Bug; // that rank tells it
        }
        catch (InputException error)
        {
            output.Error(error.Message.ReplaceLineEndings(" "));
            return BadInput;
        }
        catch (StoreException error)
        {
            output.Error(error.Message.ReplaceLineEndings(" "));
            return error.MayPass ? TryLater : BadInput;
        }
        catch (Exception error) when (FileSystemErrors.IsOne(error))
        {
            output.Error(error.Message.ReplaceLineEndings(" "));
            return BadInput;
        }
        catch (Exception error) when (OutOfMemory.Told(error) is not null)
        {
            output.Error($"{OutOfMemory.Told(error)}; a smaller batch or a shorter side takes less");
            return BadInput;
        }
        catch (LostRankException error)
        {
            output.Error($"rank {MpiRanks.Current?.Rank}: {error.Message}"); // of every rank that waits: which of them is gone is not known
            return Interrupted;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || MpiRanks.Current is not null)
        {
            if (!IsToldElsewhere(args))
            {
                output.Error("interrupted");
            }

            return Interrupted;
        }
        catch (Exception error)
        {
            output.Error($"a bug: {error}");
            return Bug;
        }
    }

    /// <summary>The program's commands as one tree.</summary>
    internal static RootCommand Root(IEnumerable<Command> commands)
    {
        var root = new RootCommand("Honnan names the country in which a street picture was taken, and shows why.");
        foreach (Command command in commands)
        {
            root.Add(command);
        }

        return root;
    }

    /// <summary>Runs a line that was parsed; what goes wrong is thrown, and signals are the caller's.</summary>
    internal static Task<int> InvokeAsync(ParseResult parsed, CancellationToken stop) =>
        parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop);

    /// <summary>Whether another rank of one launch tells: those that train together have the same arguments. Other commands know no ranks.</summary>
    private static bool IsToldElsewhere(string[] args) => args.FirstOrDefault() == "train" && Launch.Found() is { Rank: > 0 };

    /// <summary>The first signal asks for an orderly end, the second ends at once.</summary>
    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        if (stop.IsCancellationRequested)
        {
            ProcessEnd.AtOnce(Interrupted);
        }

        if (context.Signal == PosixSignal.SIGTERM)
        {
            MpiRanks.HurryUp();
        }

        stop.Cancel();
    }
}
