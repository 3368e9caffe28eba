using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>A training told twice to end, which leaves at once: while its threads compute, and none of them may crash on the way.</summary>
[Trait("Category", "end-to-end")]
public sealed class DoubleInterruptTests : IDisposable
{
    private const int Interrupt = 2; // SIGINT
    private const int Moments = 10;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(15);

    private readonly Curated _curated = new();

    [Fact]
    public void Train_InterruptedTwice_LeavesAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        for (int moment = 0; moment < Moments; moment++)
        {
            string run = $"interrupted {moment}";

            // Steps that take far longer than what lies between the signals.
            using HonnanProcess process = HonnanProcess.Start([.. _curated.Train(run).Select(a => a == "1" ? "2" : a), "--set", "loading.shortSide=256", "--set", "training.precision=float32"]);
            while (!HasARow(_curated.Folder.At($"{run}/log.csv"))) // steps are made, and batches need not be waited for
            {
                Assert.False(process.HasExited, process.HasExited ? process.Wait().Error : "");
                Thread.Sleep(1);
            }

            process.Signal(Interrupt);
            Thread.Sleep((moment + 1) * Step);
            process.Signal(Interrupt);
            Finished end = process.Wait();

            Assert.True(end.Code == 130 && !end.Error.Contains("a bug", StringComparison.Ordinal), $"code {end.Code}: {end.Error}");
            Assert.DoesNotContain("interrupted", end.Error, StringComparison.Ordinal); // as one that ended its step says
        }
    }

    private static bool HasARow(string log) => File.Exists(log) && File.ReadAllText(log).Count(c => c == '\n') > 1;

    public void Dispose() => _curated.Dispose();
}
