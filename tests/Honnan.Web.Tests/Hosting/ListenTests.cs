using System.Net;
using Honnan.Data;
using Xunit;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Hosting;

public sealed class ListenTests
{
    [Fact]
    public async Task Start_OnAnAddressOfAnotherMachine_IsAMistakeOfTheUsers()
    {
        InputException error = await Assert.ThrowsAsync<InputException>(() => StartAsync(o => o with { Address = IPAddress.Parse("192.0.2.1") })); // of no machine: RFC 5737

        Assert.StartsWith("192.0.2.1:0 cannot be listened on: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_IsAMistakeOfTheUsers()
    {
        await using RunningService other = await StartAsync();

        InputException error = await Assert.ThrowsAsync<InputException>(() => StartAsync(o => o with { Port = other.Address.Port }));

        Assert.Equal($"http://127.0.0.1:{other.Address.Port} cannot be listened on: address already in use.", error.Message);
    }

    [Fact]
    public async Task Service_AtAnotherOfThisMachinesAddresses_IsAnsweredThere()
    {
        await using RunningService service = await StartAsync(o => o with { Address = IPAddress.Parse("127.0.0.2") });

        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/healthz", Stop)).StatusCode);
    }
}
