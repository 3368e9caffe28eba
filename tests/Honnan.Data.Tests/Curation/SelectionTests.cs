using System.Diagnostics;
using Honnan.Data.Catalogue;
using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Xunit;
using static Honnan.Data.Tests.Curation.CatalogueDrawing;

namespace Honnan.Data.Tests.Curation;

public sealed class SelectionTests
{
    private static readonly string[] WrongParts = ["perCountry", "folds", "cellDegrees", "split.train", "exactly one of", "unknown preset 'x'"];

    [Fact]
    public void Write_ThenOpen_GivesBackWhatWasKept()
    {
        using var folder = new TemporaryFolder();
        PictureCatalogue catalogue = Of([.. Many(400), Picture("b", 9999, "HU", 1, 2) with { Address = new("b", "HU/with, comma and \"quote\".jpg") }], """{ "countries": ["AD", "AE", "HU"] }""");
        var options = new CurationOptions { PerCountry = 50 };
        CurationResult result = Curator.Curate(catalogue, options, 3, TestContext.Current.CancellationToken);
        SelectionWriter.Write(catalogue, result, options, 3, folder.At("out"), force: false);

        var selection = Selection.Open(folder.At("out"));
        Assert.Equal(result.Kept, selection.Pictures);
        Assert.Equal(["AD", "AE", "HU"], selection.Vocabulary.Select(c => c.ToString()));
        Assert.Equal(2, selection.ClassOf(Honnan.Data.Geography.CountryCode.Parse("HU")));
        Assert.Equal(result.Kept.Count, selection.CountByClass(selection.Pictures).Sum());
        Assert.Equal(selection.Pictures.Count, Enum.GetValues<SplitSide>().Sum(side => selection.Of(side, fold: 2).Count()));

        string[] kept = File.ReadAllLines(folder.At("out/kept.csv"));
        Assert.Equal("source,file,country,latitude,longitude,split,fold,group", kept[0]);
        Assert.Equal(result.Kept.Count + 1, kept.Length);
        Assert.Contains(kept, line => line.StartsWith("b,\"HU/with, comma and \"\"quote\"\".jpg\",HU,1,2,", StringComparison.Ordinal));
        string[] dropped = File.ReadAllLines(folder.At("out/dropped.csv"));
        Assert.Equal("source,file,country,reason,of", dropped[0]);
        Assert.Equal(result.Dropped.Count + 1, dropped.Length);
        foreach (string chart in new[] { "countries-before.svg", "countries-before.png", "countries-after.svg", "countries-after.png" })
        {
            Assert.True(new FileInfo(folder.At("out/" + chart)).Length > 1000, chart);
        }
    }

    [Fact]
    public void Open_NoSelection_SaysHowToMakeOne()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("honnan curate", Assert.Throws<InputException>(() => Selection.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Wrong_AllErrorsAtOnce()
    {
        string message = Assert.Throws<InputException>(() => StrictJson.Parse<CurationOptions>(
            """{ "perCountry": 0, "folds": 1, "cellDegrees": 0, "split": { "train": 0.9 }, "vocabulary": { "preset": "x", "from": ["a"] } }""", "curate.json")).Message;
        Assert.All(WrongParts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Write_FiftyThousandRows_TakesUnder20Seconds()
    {
        using var folder = new TemporaryFolder();
        PictureCatalogue catalogue = Of(Many(50_000));
        var watch = Stopwatch.StartNew();
        var options = new CurationOptions { PerCountry = 800 };
        SelectionWriter.Write(catalogue, Curator.Curate(catalogue, options, 1, TestContext.Current.CancellationToken), options, 1, folder.At("out"), force: false);
        TestContext.Current.TestOutputHelper!.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }
}
