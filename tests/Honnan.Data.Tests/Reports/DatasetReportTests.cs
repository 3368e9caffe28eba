using System.Text.RegularExpressions;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Imaging;
using Honnan.Data.Reports;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Curation;
using Honnan.Data.Tests.Curation.Copies;
using SkiaSharp;
using Xunit;

namespace Honnan.Data.Tests.Reports;

public sealed partial class DatasetReportTests
{
    [Fact]
    [Trait("Category", "slow")]
    public async Task Write_TwoSources_IsOnePageThatTellsTheOverlayAndTheCopies()
    {
        using var folder = new TemporaryFolder();
        CancellationToken token = TestContext.Current.CancellationToken;
        for (int i = 0; i < 30; i++)
        {
            Picture scene = DrawnStreet.Panorama(i);
            folder.Write($"plain/Hungary/{i}.jpg", Jpeg(scene, overlay: false, 0));
            folder.Write($"game/Hungary/{i}.jpg", Jpeg(scene, overlay: true, i == 0 ? 30 : 500));
        }

        folder.Write("game/Hungary/<script>.txt", "x");
        DataFile data = DataFile.Read(folder.Write("data.json", """
            { "sources": [ { "name": "plain", "kind": "folders", "path": "plain" }, { "name": "game", "kind": "folders", "path": "game", "overlay": "geoguessr" } ],
              "vocabulary": { "from": ["plain"] } }
            """));
        await Importer.ImportAsync(data, folder.At("catalogue"), force: false, null, token);
        PictureCatalogue catalogue = PictureCatalogue.Open(folder.At("catalogue"));
        var options = new CurationOptions();
        CurationResult result = Curator.Curate(catalogue, options, 1, token);
        SelectionWriter.Write(catalogue, result, options, 1, folder.At("selection"), force: false, (path, summary) => DatasetReport.Write(path, catalogue, result, summary, token));

        string page = await File.ReadAllTextAsync(folder.At("selection/report.html"), token);
        foreach (string title in new[] { "Countries before and after", "Where they were taken", "The 20 that show least", "Copies", "Leaks between the sides", "Sources", "Refused, and why", "By country" })
        {
            Assert.Contains($"<h2>{title}</h2>", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal); // names are texts
        Assert.Contains("&lt;script&gt;.txt", page, StringComparison.Ordinal);
        Assert.All(Address().Matches(page).Select(m => m.Groups["address"].Value), address => Assert.StartsWith("data:", address, StringComparison.Ordinal));

        // The overlay gives its source away until it is covered.
        Match probe = Probe().Match(page);
        TestContext.Current.TestOutputHelper!.WriteLine(probe.Value);
        Assert.InRange(int.Parse(probe.Groups["stored"].Value, System.Globalization.CultureInfo.InvariantCulture), 90, 100);
        Assert.InRange(int.Parse(probe.Groups["loaded"].Value, System.Globalization.CultureInfo.InvariantCulture), 0, 75);

        using SKBitmap sheet = SKBitmap.Decode(folder.At("selection/lowest-information.png"));
        Assert.Equal((12 + (4 * 312), 12 + (5 * 166)), (sheet.Width, sheet.Height));
    }

    [Theory]
    [InlineData(NearCopyHandling.Group, SplitRule.Place, true, "1 pairs show one view, a little turned, and stay on one side.")]
    [InlineData(NearCopyHandling.Group, SplitRule.Random, true, "1 pairs show one view, a little turned, and may be on different sides, since the split is random.")]
    [InlineData(NearCopyHandling.Drop, SplitRule.Place, true, "1 pairs show one view, a little turned, of which at most one picture stays.")]
    [InlineData(NearCopyHandling.Drop, SplitRule.Random, true, "1 pairs show one view, a little turned, of which at most one picture stays.")]
    [InlineData(NearCopyHandling.Group, SplitRule.Place, false, "Other copies were not looked for (<code>copies.compare</code>).")]
    public void Write_TurnedViews_SaysWhatBecomesOfThem(NearCopyHandling nearCopies, SplitRule splitBy, bool compare, string sentence)
    {
        using var folder = new TemporaryFolder();
        CancellationToken token = TestContext.Current.CancellationToken;
        Picture scene = DrawnStreet.Panorama(5);
        List<CataloguePicture> pictures = [.. Enumerable.Range(0, 2).Select(i => CatalogueDrawing.Picture("a", i, "HU") with
        {
            Fingerprint = PictureFingerprint.Of(DrawnStreet.Cut(scene, new SourceBox(100 + (150 * i), 0, 868 + (150 * i), 331), new PictureSize(384, 166))),
        })];
        PictureCatalogue catalogue = CatalogueDrawing.Of(pictures);
        var options = new CurationOptions { SplitBy = splitBy, Copies = new CopyOptions { NearCopies = nearCopies, Compare = compare } };
        CurationResult result = Curator.Curate(catalogue, options, 1, token);
        SelectionWriter.Write(catalogue, result, options, 1, folder.At("selection"), force: false, (path, summary) => DatasetReport.Write(path, catalogue, result, summary, token));

        string page = File.ReadAllText(folder.At("selection/report.html"));
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Equal(compare, page.Contains("The pairs that agree least", StringComparison.Ordinal));
        Assert.Equal(compare && nearCopies == NearCopyHandling.Drop ? 1 : 2, result.Kept.Count);
    }

    [Fact]
    public void Svg_OfTheWorld_HasLandAndPoints()
    {
        Data.Geography.GeoPoint.TryFromDegrees(47.5, 19.04, out Data.Geography.GeoPoint budapest);
        string svg = WorldMap.Svg([("#0072b2", [budapest])]);
        Assert.Contains("M19 -47.5h0", svg, StringComparison.Ordinal);
        Assert.InRange(svg.Length, 50_000, 600_000);
    }

    private static byte[] Jpeg(Picture scene, bool overlay, int from)
    {
        Picture picture = DrawnStreet.Cut(scene, new SourceBox(from, 0, from + 768, 331), new PictureSize(768, 331));
        if (overlay)
        {
            OverlayMask.GeoGuessr.Fill(picture.Rgb, picture.Size, symmetric: false);
        }

        return PictureEncoder.Jpeg(picture, 85);
    }

    [GeneratedRegex("(src|href)=\"(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Address();

    [GeneratedRegex("in (?<stored>[0-9]+) % of the views as stored and in (?<loaded>[0-9]+) % as loaded", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Probe();
}
