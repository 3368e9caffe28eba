using System.Diagnostics;
using Honnan.Cli.Commands;
using Honnan.Data;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

public sealed class WorkerEndTests
{
    private const int Kill = 9;
    private const int Abort = 6;

    [Theory]
    [InlineData(Kill, "the worker was killed (signal 9), as the system does to a process when memory runs out; a smaller --batch or --size takes less")]
    [InlineData(15, "the worker was ended from outside (signal 15)")]
    public void Of_ProcessThatAnotherEnded_IsNoBug(int signal, string said) =>
        Assert.Equal(said, Assert.IsType<InputException>(WorkerEnd.Of(CodeAfter($"kill -{signal} $$"), "the worker", "")).Message);

    [Fact]
    public void Of_ProcessThatCrashed_IsABugWithItsWords() => Assert.Equal(
        "the worker crashed (signal 6): terminate called", Assert.IsType<InvalidOperationException>(WorkerEnd.Of(CodeAfter($"kill -{Abort} $$"), "the worker", "terminate called")).Message);

    [Fact]
    public void Of_ProcessWithTheUsersMistake_PassesItsLineOn() =>
        Assert.Equal("not enough memory", Assert.IsType<InputException>(WorkerEnd.Of(2, "the worker", "honnan: not enough memory\n")).Message);

    [Fact]
    public void Of_ProcessWithABug_KeepsItsTrace() =>
        Assert.Contains("at Honnan.X()", Assert.IsType<InvalidOperationException>(WorkerEnd.Of(1, "the worker", "honnan: a bug: at Honnan.X()")).Message, StringComparison.Ordinal);

    /// <summary>A real process: benchmark's own, in the midst of its work.</summary>
    [Fact]
    [Trait("Category", "slow")]
    public void Benchmark_WorkerKilled_IsOneLine()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "there is no /proc to find the worker by");
        using HonnanProcess process = HonnanProcess.Start("benchmark --net resnet18 --size 64x64 --batch 2 --steps 100000".Split(' '));
        int worker;
        while ((worker = WorkerOf(process)) == 0)
        {
            Assert.False(process.HasExited, "the process ended before its worker was found");
            Thread.Sleep(5);
        }

        Process.GetProcessById(worker).Kill();

        Assert.Contains("the process of engine torch was killed (signal 9)", process.Wait().Refused(), StringComparison.Ordinal);
    }

    private static int CodeAfter(string script)
    {
        using Process process = Process.Start("/bin/sh", ["-c", script]);
        process.WaitForExit();
        return process.ExitCode;
    }

    // proc(5): the fourth field of /proc/pid/stat is the parent; the second, in parentheses, may hold anything.
    private static int WorkerOf(HonnanProcess parent) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out int id) ? id : 0)
        .FirstOrDefault(id => id > 0 && ParentOf(id) == parent.Id);

    private static int ParentOf(int process)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
