using System.Diagnostics;
using Xunit;
using static Honnan.Cli.Tests.Commands.AloneRun;

namespace Honnan.Cli.Tests.Commands;

/// <summary>Trainings whose ranks are on hosts of their own, which have nothing but a network in common.</summary>
[Trait("Category", "cluster")]
[Collection(Collection)]
public sealed class NetworkedTrainingTests(AloneRun alone)
{
    private const long Gradients = 4 * 3_300_000; // bytes of a step's, at least: EfficientNet-Lite0 without its head and its normalisations
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Train_TwoHosts_IsTheRunOfOneProcess()
    {
        using var hosts = NetworkHosts.Start();

        using HonnanProcess process = Start(hosts, Train(alone.Curated, "hosts"));
        process.Wait().Done();

        AssertSameCurve(alone.Run, alone.Curated.Folder.At("hosts"));
        Assert.Equal(Files(alone.Run), Files(alone.Curated.Folder.At("hosts")));
        int steps = File.ReadLines(Path.Combine(alone.Run, "log.csv")).Count() - 1;
        Assert.All([0, 1], host => Assert.InRange(hosts.Sent(host), steps * Gradients, long.MaxValue));
    }

    [Theory]
    [InlineData(true, "ORTE has lost communication with a remote daemon.")]
    [InlineData(false, "exited on signal 9 (Killed)")]
    public void Resume_LostHost_EndsAllSoonAndGoesOn(bool cut, string told)
    {
        string name = cut ? "cut" : "shot";
        string run = alone.Curated.Folder.At(name);
        using (var hosts = NetworkHosts.Start())
        using (HonnanProcess process = Start(hosts, Train(alone.Curated, name)))
        {
            string checkpoint = Path.Combine(run, "checkpoint.safetensors");
            Assert.True(SpinWait.SpinUntil(() => File.Exists(checkpoint) || process.HasExited, TimeSpan.FromMinutes(2)));
            var clock = Stopwatch.StartNew();
            if (cut)
            {
                hosts.Cut(1);
            }
            else
            {
                using var rank = Process.GetProcessById(Assert.Single(hosts.Processes(1, "honnan")));
                rank.Kill();
            }

            Finished end = process.Wait();
            Assert.True(SpinWait.SpinUntil(() => hosts.Processes(1, "honnan").Length == 0, Patience), "the lost host's rank goes on");
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Patience);
            Assert.NotEqual(0, end.Code);
            Assert.Contains(told, end.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(run, "model.json")));
            HonnanProcess.Run("inspect", checkpoint).Done();
        }

        string before = LogUntilCheckpoint(run);
        using var others = NetworkHosts.Start();
        using HonnanProcess resumed = Start(others, Train(alone.Curated, name, "--resume"));
        resumed.Wait().Done();
        Assert.StartsWith(before, File.ReadAllText(Path.Combine(run, "log.csv")), StringComparison.Ordinal);
        AssertSameCurve(alone.Run, run);
    }

    private static HonnanProcess Start(NetworkHosts hosts, string[] arguments)
    {
        string[] command = hosts.Command(HonnanProcess.Program, arguments);
        return HonnanProcess.StartOther(command[0], command[1..]);
    }
}
