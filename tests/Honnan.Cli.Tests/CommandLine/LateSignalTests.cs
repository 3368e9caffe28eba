using System.Diagnostics;
using Xunit;

namespace Honnan.Cli.Tests.CommandLine;

/// <summary>Signals to a program that has done its work and is about to end, as srun sends them to ranks, and to one that has just begun.</summary>
[Trait("Category", "end-to-end")]
public sealed class LateSignalTests
{
    private const int Terminate = 15; // SIGTERM
    private const int Moments = 25;
    private const int Beginnings = 20;
    private static readonly TimeSpan BeginningStep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(0.8);

    [Fact]
    public void Program_ToldToEndWhileItEnds_KeepsItsCode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        int[] codes = [.. Enumerable.Range(0, Moments).Select(moment => CodeOf(moment * Step))];

        Assert.All(codes, code => Assert.Equal(0, code));
    }

    /// <summary>Drawing takes minutes: whenever it is told to, from the runtime's start on, it ends.</summary>
    [Fact]
    public void Program_ToldToEndWhileItBegins_Ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        using var folder = new TemporaryFolder();
        for (int moment = 0; moment < Beginnings; moment++)
        {
            using Process process = Process.Start(
                new ProcessStartInfo(HonnanProcess.Program, ["draw", "-o", folder.At($"world-{moment}"), "--panoramas", "5000"]) { RedirectStandardError = true, UseShellExecute = false })!;
            Thread.Sleep(moment * BeginningStep);
            HonnanProcess.Signal(process.Id, Terminate);
            bool ended = process.WaitForExit(TimeSpan.FromSeconds(60));
            if (!ended)
            {
                process.Kill();
            }

            Assert.True(ended, $"told to end after {moment * BeginningStep}, it went on");
            Assert.NotEqual(0, process.ExitCode);
        }
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
