using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Xunit;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>A cluster of Slurm on this machine alone: its controller, one node, and munge with a key of its own.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SlurmCluster : IDisposable
{
    private const int Processors = 4; // whatever the machine has: tasks wait for their start more than they compute

    private static readonly string[] Logs = ["munge/log", "slurmctld.log", "slurmd.log"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _host = Dns.GetHostName().Split('.')[0];
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _daemons = [];

    private SlurmCluster()
    {
        string socket = _folder.At("munge/socket");
        Directory.CreateDirectory(_folder.At("munge"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllBytes(_folder.At("munge/key"), RandomNumberGenerator.GetBytes(1024));
        File.SetUnixFileMode(_folder.At("munge/key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(_folder.At("state"));
        Directory.CreateDirectory(_folder.At("spool"));

        // A task that is put back into the queue is eligible when its credential has expired: 5 s is the least.
        Configuration = _folder.Write("slurm.conf", $"""
            ClusterName=honnan
            SlurmctldHost={_host}(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            AuthType=auth/munge
            AuthInfo=socket={socket},cred_expire=5
            CredType=cred/munge
            StateSaveLocation={_folder.At("state")}
            SlurmdSpoolDir={_folder.At("spool")}
            TmpFS={_folder.Path}
            SlurmctldPidFile={_folder.At("slurmctld.pid")}
            SlurmdPidFile={_folder.At("slurmd.pid")}
            SlurmctldLogFile={_folder.At("slurmctld.log")}
            SlurmdLogFile={_folder.At("slurmd.log")}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerType=sched/builtin
            SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
            JobAcctGatherType=jobacct_gather/none
            MpiDefault=none
            ReturnToService=2
            SlurmdParameters=config_overrides
            NodeName={_host} NodeAddr=127.0.0.1 CPUs={Processors} RealMemory={4096 * Processors} State=UNKNOWN
            PartitionName=all Nodes={_host} Default=YES MaxTime=INFINITE State=UP

            """);
        try
        {
            StartAll(socket);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void StartAll(string socket)
    {
        Start("munged", "--foreground", "--force", $"--key-file={_folder.At("munge/key")}", $"--socket={socket}", $"--pid-file={_folder.At("munge/pid")}", $"--log-file={_folder.At("munge/log")}", $"--seed-file={_folder.At("munge/seed")}");
        WaitFor(() => File.Exists(socket), "munge's socket");
        Start("slurmctld", "-D");
        Start("slurmd", "-D");
        WaitFor(IsIdle, "an idle node");
    }

    /// <summary>The path of its slurm.conf.</summary>
    public string Configuration { get; }

    /// <summary>Starts one; a test is skipped where this system has none or may not run it.</summary>
    public static SlurmCluster Start()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "slurmd wants to be root");
        try
        {
            return new SlurmCluster();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Assert.Skip($"Slurm or munge is not installed: {error.Message}");
            throw;
        }
    }

    /// <summary>Runs one of Slurm's commands.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="arguments">What it is given.</param>
    public ExternalProgram Run(string command, params string[] arguments) =>
        ExternalProgram.RunAsync("/usr/bin/env", _folder.Path, TestContext.Current.CancellationToken, [$"SLURM_CONF={Configuration}", command, .. arguments]).GetAwaiter().GetResult();

    /// <summary>Has Slurm take the node for lost, and then finds it again: its jobs end, and those that may go back into the queue.</summary>
    public void LoseNode()
    {
        ExternalProgram lost = Run("scontrol", "update", $"NodeName={_host}", "State=down", "Reason=test");
        Assert.True(lost.ExitCode == 0, lost.Said);
        WaitFor(() => IsIdle() || Run("scontrol", "update", $"NodeName={_host}", "State=resume").ExitCode == 0, "node that is back"); // it may have told that it is there already
        WaitFor(IsIdle, "an idle node");
    }

    public void Dispose()
    {
        EndJobs();
        foreach (Process daemon in _daemons.AsEnumerable().Reverse())
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }

        _folder.Dispose();
    }

    /// <summary>Jobs are no children of the daemons, and would outlive them.</summary>
    private void EndJobs()
    {
        if (!_daemons.Exists(daemon => daemon.HasExited) && Run("squeue", "--noheader") is { ExitCode: 0, Output.Length: > 0 })
        {
            _ = Run("scancel", $"--user={Environment.UserName}");
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && Run("squeue", "--noheader").Output.Length > 0;)
            {
                Thread.Sleep(50);
            }
        }
    }

    private bool IsIdle() => Run("sinfo", "--noheader", "--format=%T") is { ExitCode: 0 } told && told.Output.Trim() == "idle";

    private void Start(string daemon, params string[] arguments)
    {
        var start = new ProcessStartInfo($"/usr/sbin/{daemon}", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SLURM_CONF"] = Configuration;
        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _daemons.Add(process);
    }

    private void WaitFor(Func<bool> state, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!state())
        {
            if (clock.Elapsed > Patience || _daemons.Exists(daemon => daemon.HasExited))
            {
                string said = string.Concat(Logs.Select(_folder.At).Where(File.Exists).Select(log => string.Join('\n', File.ReadLines(log).TakeLast(8)) + "\n"));
                Assert.SkipWhen(_daemons.Exists(daemon => daemon.HasExited), $"this system does not let one of Slurm's daemons run: {said}");
                Assert.Fail($"no {what} in {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s: {said}");
            }

            Thread.Sleep(50);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
