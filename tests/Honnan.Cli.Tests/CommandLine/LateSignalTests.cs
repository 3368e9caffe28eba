using System.Diagnostics;
using Xunit;

namespace Honnan.Cli.Tests.CommandLine;

/// <summary>Signals to a program that has done its work and is about to end, as srun sends them to ranks.</summary>
[Trait("Category", "end-to-end")]
public sealed class LateSignalTests
{
    private const int Terminate = 15; // SIGTERM
    private const int Moments = 25;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(0.8);

    [Fact]
    public void Program_ToldToEndWhileItEnds_KeepsItsCode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        int[] codes = [.. Enumerable.Range(0, Moments).Select(moment => CodeOf(moment * Step))];

        Assert.All(codes, code => Assert.Equal(0, code));
    }

    /// <summary>Tells a program to end some time after it has printed what it was asked for; its exit code.</summary>
    private static int CodeOf(TimeSpan after)
    {
        using Process process = Process.Start(new ProcessStartInfo(HonnanProcess.Program, "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
        Assert.NotEmpty(process.StandardOutput.ReadLine()!);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < after;)
        {
            Thread.SpinWait(100);
        }

        HonnanProcess.Signal(process.Id, Terminate);
        process.WaitForExit();
        return process.ExitCode;
    }
}
