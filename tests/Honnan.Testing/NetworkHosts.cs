using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Honnan.Testing;

/// <summary>
/// Hosts with a network of their own on this machine: network namespaces whose only way to each other is a switch, a
/// further namespace with a bridge. Launched by <see cref="Command"/>, Open MPI takes them for machines, and exchanges over TCP
/// alone. Names hold the number of the test's process: runs beside each other do not meet, and what one that was killed
/// has left is cleared by the next.
/// </summary>
public sealed class NetworkHosts : IDisposable
{
    private const string Prefix = "honnan-";
    private const string Subnet = "10.77.0.0/24"; // inside the namespaces alone

    // What mpirun starts on a host in place of ssh: it is given the host and the command's words, as ssh is.
    private const string Agent = """
        #!/bin/sh
        host=$1
        shift
        exec ip netns exec "$host" unshare --uts sh -c "hostname $host && $*"

        """;

    private static int _made;

    private readonly TemporaryFolder _folder = new();
    private readonly string _switch;
    private readonly string _agent;

    private NetworkHosts(int count, string? rate)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
        _switch = $"{name}-switch";
        Names = [.. Enumerable.Range(0, count).Select(i => $"{name}-{(char)('a' + i)}")];
        _agent = _folder.Write("agent", Agent);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(_agent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            Build(rate);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The hosts' names, which are those of their namespaces.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Makes some; the test is skipped where this system does not allow it.</summary>
    /// <param name="count">How many, 26 at most.</param>
    /// <param name="rate">What each link carries in each direction, as tc spells it, such as 1gbit; null for all that the kernel can.</param>
    public static NetworkHosts Start(int count = 2, string? rate = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "network namespaces want Linux and root");
        try
        {
            ClearLeftovers();
            return new NetworkHosts(count, rate);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Assert.Skip($"iproute2 is not installed: {error.Message}");
        }
        catch (RefusedException error)
        {
            Assert.Skip($"this system allows no network namespaces: {error.Message}");
        }

        throw new UnreachableException();
    }

    /// <summary>A program and its arguments that run as many ranks as there are hosts, one on each; mpirun runs on the first.</summary>
    /// <param name="program">Every rank's.</param>
    /// <param name="arguments">That program's.</param>
    public string[] Command(string program, params IEnumerable<string> arguments) =>
    [
        "ip", "netns", "exec", Names[0], "unshare", "--uts", "sh", "-c", "hostname \"$0\" && exec \"$@\"", Names[0],
        "mpirun.openmpi", "--allow-run-as-root", "-x", "TERM=dumb", "--host", string.Join(',', Names), "-np", $"{Names.Count}",
        "--mca", "plm_rsh_agent", _agent, "--mca", "pml", "ob1", "--mca", "btl", "tcp,self", "--mca", "btl_tcp_if_include", Subnet, "--mca", "oob_tcp_if_include", Subnet,
        "--mca", "oob_tcp_keepalive_time", "3", "--mca", "oob_tcp_keepalive_intvl", "1", "--mca", "oob_tcp_keepalive_probes", "3",
        program, .. arguments,
    ];

    /// <summary>Takes a host's cable out, for good.</summary>
    public void Cut(int host) => Ip("-n", _switch, "link", "set", Port(host), "down");

    /// <summary>The processes of a name on a host.</summary>
    public int[] Processes(int host, string name) =>
        [.. Process.GetProcessesByName(name).Select(process => process.Id).Intersect(ProcessesOf(Names[host]))];

    /// <summary>What a host has sent to the others so far, in bytes.</summary>
    public long Sent(int host) =>
        long.Parse(Ip("netns", "exec", Names[host], "cat", "/sys/class/net/eth0/statistics/tx_bytes"), CultureInfo.InvariantCulture);

    /// <summary>Ends what still runs on the hosts, and takes them away.</summary>
    public void Dispose()
    {
        foreach (string name in Names.Append(_switch).Intersect(All()))
        {
            Remove(name);
        }

        _folder.Dispose();
    }

    /// <summary>Namespaces of this kind, of all processes.</summary>
    public static string[] All() =>
        [.. Ip("netns", "list").Split('\n').Select(line => line.Split(' ')[0]).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))];

    private static void ClearLeftovers()
    {
        foreach (string name in All())
        {
            string owner = name[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}"))
            {
                Remove(name);
            }
        }
    }

    private static void Remove(string name)
    {
        foreach (int id in ProcessesOf(name))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                continue; // it has just ended
            }
        }

        try
        {
            Ip("netns", "del", name);
        }
        catch (RefusedException) when (!All().Contains(name))
        {
            return; // another run has cleared it
        }
    }

    private static int[] ProcessesOf(string name) =>
        [.. Ip("netns", "pids", name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    private static string Port(int host) => string.Create(CultureInfo.InvariantCulture, $"port{host}");

    private static string Ip(params string[] arguments) => Run("ip", arguments);

    private static string Run(string program, params string[] arguments)
    {
        ExternalProgram ended = ExternalProgram.RunAsync(program, "/", CancellationToken.None, arguments).GetAwaiter().GetResult();
        return ended.ExitCode == 0 ? ended.Output : throw new RefusedException($"{program} {string.Join(' ', arguments)}: {ended.Error.Trim()}");
    }

    private void Build(string? rate)
    {
        Ip("netns", "add", _switch);
        Ip("-n", _switch, "link", "add", "bridge", "type", "bridge");
        Ip("-n", _switch, "link", "set", "bridge", "up");
        foreach ((int host, string name) in Names.Index())
        {
            Ip("netns", "add", name);
            Ip("-n", _switch, "link", "add", Port(host), "type", "veth", "peer", "name", "eth0", "netns", name);
            Ip("-n", _switch, "link", "set", Port(host), "master", "bridge", "up");
            Ip("-n", name, "address", "add", string.Create(CultureInfo.InvariantCulture, $"10.77.0.{host + 1}/24"), "dev", "eth0");
            Ip("-n", name, "link", "set", "lo", "up");
            Ip("-n", name, "link", "set", "eth0", "up");
            if (rate is not null)
            {
                // The burst is some milliseconds' worth: the kernel looks at the bucket no more often than that.
                Run("tc", "-n", name, "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", rate, "burst", "256kb", "latency", "50ms");
                Run("tc", "-n", _switch, "qdisc", "add", "dev", Port(host), "root", "tbf", "rate", rate, "burst", "256kb", "latency", "50ms");
            }
        }
    }

    private sealed class RefusedException(string message) : Exception(message);
}
