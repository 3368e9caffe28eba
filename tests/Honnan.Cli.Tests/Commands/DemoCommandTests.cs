using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>The demo as a newcomer meets it, at a small size.</summary>
public sealed class DemoCommandTests
{
    private const int Interrupt = 2; // SIGINT

    // At this size 16 of 26 pictures are named rightly, and 12 of 16 maps peak on a cue; guessing names 2.
    private const double LeastAccuracy = 0.5;
    private const double LeastPointing = 0.6;

    [Fact]
    [Trait("Category", "end-to-end")] // some 50 processor seconds
    public void Demo_TwelvePicturesACountry_GoesTheWholeWay()
    {
        using var folder = new TemporaryFolder();
        string demo = folder.At("demo");

        JsonElement result = HonnanProcess.Run("demo", "-o", demo, "--pictures", "12", "--json").Json();

        Assert.InRange(result.GetProperty("accuracy").GetDouble(), LeastAccuracy, 1);
        Assert.InRange(result.GetProperty("pointingGame").GetDouble(), LeastPointing, 1);
        Assert.All((string[])["report", "atlas", "model"], name => Assert.StartsWith(demo, result.GetProperty(name).GetString(), StringComparison.Ordinal));
        Assert.All(
            (string[])["world/data.json", "selection/report.html", "model/model.json", "judged/report.html", "judged/evaluation.json", "atlas/atlas.html", "model.onnx"],
            name => Assert.True(new FileInfo(Path.Combine(demo, name)).Length > 0, name));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(demo, "maps"), "*.jpg"));
    }

    /// <summary>What the documents say of the demo, as a newcomer calls it.</summary>
    [Fact]
    [Trait("Category", "long")] // five to eight processor minutes
    public void Demo_AsItComes_ReachesItsFigures()
    {
        const int MostMebibytes = 2048;
        const int MostMinutes = 20; // beside other tests; alone it takes three to five
        using var folder = new TemporaryFolder();
        using HonnanProcess process = HonnanProcess.Start("demo", "-o", folder.At("demo"), "--json");

        Finished demo = process.Wait(MostMinutes);

        JsonElement result = demo.Json();
        Assert.InRange(result.GetProperty("accuracy").GetDouble(), 0.9, 1);
        Assert.InRange(result.GetProperty("pointingGame").GetDouble(), 0.8, 1);
        Assert.True(result.GetProperty("shortcutFound").GetBoolean());
        Assert.InRange(demo.PeakMebibytes, 1, MostMebibytes);
    }

    [Fact]
    [Trait("Category", "end-to-end")]
    public void Demo_Interrupted_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        string demo = folder.At("demo");
        using HonnanProcess process = HonnanProcess.Start("demo", "-o", demo, "--pictures", "12");
        while (!File.Exists(Path.Combine(demo, "world", "data.json")))
        {
            Assert.False(process.HasExited, "the process ended before it was interrupted");
            Thread.Sleep(1);
        }

        process.Signal(Interrupt);

        Assert.Equal(130, process.Wait().Code);
        Assert.False(Directory.Exists(demo));
    }
}
