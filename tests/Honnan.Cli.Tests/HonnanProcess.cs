using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Honnan.Cli.Tests;

/// <summary>The built program, run as a process of its own.</summary>
internal sealed class HonnanProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private HonnanProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "honnan.exe" : "honnan");

    /// <summary>Runs the program to its end.</summary>
    public static Finished Run(params string[] arguments)
    {
        using HonnanProcess process = Start(arguments);
        return process.Wait();
    }

    /// <summary>Runs the program to its end where no file may grow beyond a size, as on a disk that is full.</summary>
    public static Finished RunLimited(int kibibytes, params string[] arguments)
    {
        // The runtime maps its own code through a large file in memory unless told not to, and that counts too.
        string line = string.Join(' ', arguments.Prepend(Program).Select(a => $"'{a}'"));
        using HonnanProcess process = StartOther("/bin/bash", "-c", $"export DOTNET_EnableWriteXorExecute=0; ulimit -f {kibibytes}; exec {line}");
        return process.Wait();
    }

    /// <summary>Starts the program and goes on.</summary>
    public static HonnanProcess Start(params string[] arguments) => StartOther(Program, arguments);

    /// <summary>Starts another program, such as one that runs this one inside a terminal.</summary>
    public static HonnanProcess StartOther(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["DOTNET_NOLOGO"] = "1";
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new HonnanProcess(process);
    }

    /// <summary>Sends a signal by its number.</summary>
    public void Signal(int signal) => Signal(_process.Id, signal);

    /// <summary>Sends a signal by its number to another process, if it is still there.</summary>
    public static void Signal(int process, int signal) => _ = SystemKill(process, signal);

    /// <summary>Waits for the end, and watches what the process takes meanwhile.</summary>
    /// <param name="minutes">After which it is ended.</param>
    public Finished Wait(int minutes = 5)
    {
        var clock = Stopwatch.StartNew();
        (double seconds, double mebibytes) = (0, 0);
        while (!_process.WaitForExit(5))
        {
            (seconds, mebibytes) = (Math.Max(seconds, ProcessorSeconds()), Math.Max(mebibytes, PeakMebibytes()));
            if (clock.Elapsed > TimeSpan.FromMinutes(minutes))
            {
                _process.Kill(entireProcessTree: true);
                throw new TimeoutException($"honnan {string.Join(' ', _process.StartInfo.ArgumentList)} did not end: {_error.Result}");
            }
        }

        _process.WaitForExit();
        return new Finished(_process.ExitCode, _output.Result, _error.Result, seconds, mebibytes);
    }

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The names of the libraries that the process has loaded: native ones, or those of .NET (.dll) as far as they lie in files.</summary>
    public IReadOnlyList<string> Libraries(string ending = ".so") =>
        Read("maps") is { } maps ? [.. maps.Split('\n').Select(line => Path.GetFileName(line.Split(' ')[^1])).Where(name => name.Contains(ending, StringComparison.Ordinal))] : [];

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    // proc(5): of /proc/pid/stat, fields 14 and 15 are the ticks in user and kernel mode, 100 a second on every Linux;
    // of /proc/pid/status, VmHWM is the most memory that was resident.
    private double ProcessorSeconds() =>
        Read("stat") is { } line && line[(line.LastIndexOf(')') + 2)..].Split(' ') is { Length: > 13 } fields
            ? (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0
            : 0;

    private double PeakMebibytes() =>
        Read("status")?.Split('\n').FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0
            : 0;

    private string? Read(string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{_process.Id}/{name}");
        }
        catch (IOException)
        {
            return null; // it has just ended, or there is no /proc
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SystemKill(int process, int signal);
}
