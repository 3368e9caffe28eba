using Xunit;

namespace Honnan.Cluster.Tests;

/// <summary>The hosts that other tests run on: they are there, and they go.</summary>
[Trait("Category", "cluster")]
public sealed class NetworkHostsTests
{
    private const string Leftover = "honnan-999999999-1-a"; // no system numbers its processes so high

    [Fact]
    public async Task Hosts_Started_AreMachinesOfTheirOwnAndGo()
    {
        IReadOnlyList<string> names;
        using (var hosts = NetworkHosts.Start(3))
        {
            names = hosts.Names;
            string[] command = hosts.Command("hostname");

            ExternalProgram ended = await ExternalProgram.RunAsync(command[0], "/", TestContext.Current.CancellationToken, command[1..]);

            Assert.True(ended.ExitCode == 0, ended.Said);
            Assert.Equal(names, ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
            Assert.Subset(NetworkHosts.All().ToHashSet(), names.ToHashSet());
        }

        Assert.Empty(NetworkHosts.All().Intersect(names));
    }

    [Fact]
    public async Task Hosts_OfAProcessThatWasKilled_AreCleared()
    {
        NetworkHosts.Start(1).Dispose(); // skips where there can be none
        ExternalProgram made = await ExternalProgram.RunAsync("ip", "/", TestContext.Current.CancellationToken, "netns", "add", Leftover);
        Assert.True(made.ExitCode == 0, made.Said);
        Assert.Contains(Leftover, NetworkHosts.All());

        using var hosts = NetworkHosts.Start(1);

        Assert.DoesNotContain(Leftover, NetworkHosts.All());
    }
}
