using System.Text.Json.Nodes;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

[Collection(Alone.Name)]
public sealed class ArithmeticChoiceTests : IDisposable
{
    private const string Net = "resnet18";
    private const int Side = 64;
    private readonly TemporaryFolder _cache = new();

    private string File => _cache.At("arithmetic.json");

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void Of_NothingLeftOpen_TimesNothing()
    {
        var asked = new Arithmetic(Precision.Float32, MemoryLayout.Plain);

        Assert.Equal(asked, Of(asked));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Of_AnotherDeviceThanTheProcessor_TimesNothing()
    {
        Assert.Equal(new Arithmetic(Precision.Bfloat16, MemoryLayout.ChannelsLast), ArithmeticChoice.Of(Net, learns: true, Side, new Device("cuda:0"), Arithmetic.Auto, _cache.Path));
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_Auto_IsTheFastestOfWhatIsTimedOnce(bool learns)
    {
        Arithmetic chosen = ArithmeticChoice.Of(Net, learns, Side, CPU, Arithmetic.Auto, _cache.Path);

        JsonObject times = Kept();
        Assert.Equal(Processor.MultipliesBfloat16 ? 4 : 2, times.Count);
        Assert.InRange((double)times.Single(t => t.Key.Equals($"{chosen.Precision}, {chosen.Layout}", StringComparison.OrdinalIgnoreCase)).Value!, 0, 1.05 * times.Min(t => (double)t.Value!));

        // What is remembered is gone by, not timed again.
        (string slowest, _) = times.MaxBy(t => (double)t.Value!);
        times[slowest] = 1e-9;
        System.IO.File.WriteAllText(File, times.Root.ToJsonString());
        Arithmetic again = ArithmeticChoice.Of(Net, learns, Side, CPU, Arithmetic.Auto, _cache.Path);
        Assert.Equal(slowest, $"{again.Precision}, {again.Layout}", ignoreCase: true);
        Assert.Equal(again.Layout, ArithmeticChoice.Of(Net, learns, Side, CPU, Arithmetic.Auto with { Precision = again.Precision }, _cache.Path).Layout);
    }

    [Fact]
    public void Of_DamagedCache_IsTimedAnew()
    {
        System.IO.File.WriteAllText(File, "{\"half");

        Assert.True(Of(Arithmetic.Auto).IsChosen);
        Assert.NotEmpty(Kept());
    }

    [Fact]
    public void Of_CacheThatCannotBeWritten_IsTimedAllTheSame() =>
        Assert.True(ArithmeticChoice.Of(Net, learns: false, Side, CPU, Arithmetic.Auto, "/dev/null/cache").IsChosen);

    private Arithmetic Of(Arithmetic asked) => ArithmeticChoice.Of(Net, learns: false, Side, CPU, asked, _cache.Path);

    private JsonObject Kept() => Assert.Single(JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject()).Value!.AsObject();
}
