using CsCheck;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Curation.Copies;
using Xunit;
using static Honnan.Data.Tests.Curation.CatalogueDrawing;

namespace Honnan.Data.Tests.Curation;

public sealed class CuratorTests
{
    [Fact]
    public void Curate_ByteCopies_KeepsTheOneWithCoordinatesAndNamesIt()
    {
        CurationResult result = Curate([Picture("a", 1, "HU", content: "x"), Picture("b", 2, "HU", 47.5, 19.05, content: "x"), Picture("b", 3, "HU", 47.5, 19.05, content: "x")]);

        Assert.Equal(new PictureAddress("b", "HU/2.jpg"), Assert.Single(result.Kept).Address);
        Assert.All(result.Dropped, dropped => Assert.Equal((DropReason.ByteCopy, new PictureAddress("b", "HU/2.jpg")), (dropped.Reason, dropped.Of!.Value)));
        Assert.Equal(2, result.Dropped.Count);
    }

    [Fact]
    public void Curate_CopiesInDifferentCountries_DropsAllAsUnusable()
    {
        CurationResult result = Curate([Picture("a", 1, "HU", content: "x"), Picture("a", 2, "RO", content: "x"), Picture("a", 3, "RO")]);

        Assert.Equal("RO/3.jpg", Assert.Single(result.Kept).Address.File);
        Assert.All(result.Dropped, dropped => Assert.Equal(DropReason.Unusable, dropped.Reason));
    }

    [Fact]
    public void Curate_VocabularyFromASource_LeavesOutTheOthersCountries()
    {
        CurationResult result = Curate([
            Picture("a", 1, "HU"),
            Picture("b", 2, "HU"),
            Picture("b", 3, "RS"),
            Picture("a", 4, "RO") with { Refused = "truncated JPEG", Measures = null },
        ]);

        Assert.Equal("HU", string.Join(' ', result.Vocabulary));
        Assert.Equal(2, result.Kept.Count);
        Assert.Equal(["RS/3.jpg: outside-vocabulary", "RO/4.jpg: unusable"], result.Dropped.Select(d => $"{d.Address.File}: {d.Reason.Word()}"));
    }

    [Fact]
    public void Curate_Thinning_TakesAtMostHalfForLowInformationAndLeavesTheStatedNumber()
    {
        // 100 pictures, 30 of them nearly black: a quarter of all scores are low, half of the surplus of 60 is 30.
        CurationResult result = Curate(
            [.. Enumerable.Range(0, 100).Select(i => Picture("a", i, "HU", luminance: i < 30 ? 1 + (i * 0.1f) : 120))], new CurationOptions { PerCountry = 40 });

        Assert.Equal(40, result.Kept.Count);
        Assert.Equal(25, result.Total.LowInformation);
        Assert.Equal(35, result.Total.Random);
        Assert.All(result.Dropped.Where(d => d.Reason == DropReason.LowInformation), d => Assert.True(int.Parse(d.Address.File[3..^4], null) < 25));
    }

    [Fact]
    public void Curate_APlaceInTwoCountriesAndSources_IsOneGroup()
    {
        // Both in the cell floor(47.93 / 0.1) = 479, floor(16.95 / 0.1) = 169.
        CurationResult result = Curate([Picture("a", 1, "HU", 47.93, 16.95), Picture("a", 2, "AT", 47.99, 16.91), Picture("b", 3, "AT", 47.901, 16.99)]);

        Assert.Equal("cell 479 169", Assert.Single(result.Kept.Select(p => p.Group).Distinct()));
        Assert.Single(result.Kept.Select(p => p.Split).Distinct());
    }

    [Fact]
    public void Curate_PicturesLinkedByACopyThatGoes_AreOneGroup()
    {
        // A is the left three quarters of B, and stays for its coordinates; C shows B's right 45 %, of which A has too little to
        // be told from it.
        Picture scene = DrawnStreet.Panorama(700);
        CataloguePicture Window(int number, int left, int width, double? latitude) => Picture("a", number, "HU", latitude, latitude) with
        {
            Size = new PictureSize(width, 331),
            Fingerprint = PictureFingerprint.Of(DrawnStreet.Cut(scene, new SourceBox(left, 0, left + width, 331), new PictureSize(width / 2, 166))),
        };
        CurationResult result = Curate([Window(1, 100, 576, 47.5), Window(2, 100, 768, null), Window(3, 522, 768, null), Picture("a", 4, "HU", 10, 10)]);

        Assert.Equal([(0, 1, true), (1, 2, false)], result.Copies.Select(p => (p.First, p.Second, p.SamePicture)));
        Assert.Equal(["HU/2.jpg: re-encoded"], result.Dropped.Select(d => $"{d.Address.File}: {d.Reason.Word()}"));
        Assert.Equal(["HU/1.jpg", "HU/3.jpg", "HU/4.jpg"], result.Kept.Select(p => p.Address.File));
        Assert.Equal(result.Kept[0].Group, result.Kept[1].Group);
        Assert.NotEqual(result.Kept[0].Group, result.Kept[2].Group);
    }

    [Fact]
    public void Curate_NegativeDegrees_AreFlooredNotCut()
    {
        CurationResult result = Curate([Picture("a", 1, "BR", -0.05, -50.01), Picture("a", 2, "BR", 0.05, -49.99)]);
        Assert.Equal(["cell -1 -501", "cell 0 -500"], result.Kept.Select(p => p.Group));
    }

    [Fact]
    public void Curate_AnyCatalogue_NeverSplitsAPlaceAndAccountsForEveryPicture() => Gen.Select(
        Gen.Int[0, 3].Array[4], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12], Gen.Int[0, 9], Gen.Int[0, 40], Gen.Bool).Array[1, 80], Gen.Int[1, 20], Gen.Long)
        .Sample((_, drawn, limit, seed) =>
        {
            string[] codes = ["AT", "HU", "RO", "SK"];
            List<CataloguePicture> pictures = [Picture("a", 999, "HU", 10, 10), .. drawn.Select((d, i) => Picture(
                d.Item5 ? "a" : "b", i, codes[d.Item1], d.Item2 == 0 ? null : 47 + (d.Item2 * 0.04), d.Item2 == 0 ? null : 19 + (d.Item3 * 0.04),
                d.Item4 < 3 ? $"copy {d.Item4}" : null, d.Item4 * 3) with
            { Refused = d.Item4 == 40 ? "damaged" : null })];
            PictureCatalogue catalogue = Of(pictures);
            CurationResult result = Curator.Curate(catalogue, new CurationOptions { PerCountry = limit }, seed, TestContext.Current.CancellationToken);

            Assert.All(result.Kept.GroupBy(p => p.Group), group => Assert.Single(group.Select(p => (p.Split, p.Fold)).Distinct()));
            Assert.All(
                result.Kept.Where(p => p.Point is not null).GroupBy(p => (Math.Floor(p.Point!.Value.Latitude / 0.1), Math.Floor(p.Point!.Value.Longitude / 0.1))),
                cell => Assert.Single(cell.Select(p => p.Split).Distinct()));
            Assert.Equal(
                pictures.Select(p => p.Address.ToString()).Order(StringComparer.Ordinal),
                result.Kept.Select(p => p.Address.ToString()).Concat(result.Dropped.Select(p => p.Address.ToString())).Order(StringComparer.Ordinal));
            Assert.Equal(result.Kept.Count, result.Kept.Select(p => p.Sha256).Distinct().Count());
            var kept = result.Kept.Select(p => p.Address).ToHashSet();
            var thinned = result.Dropped.Where(d => d.Reason is DropReason.LowInformation or DropReason.Random).Select(d => d.Address).ToHashSet();
            Assert.All(result.Dropped.Where(d => d.Reason == DropReason.ByteCopy), d => Assert.True(kept.Contains(d.Of!.Value) || thinned.Contains(d.Of!.Value)));
        });

    [Fact]
    public void Curate_ManyPictures_MeetsTheSharesInEveryLargeCountry()
    {
        CurationResult result = Curate(Many(20_000));

        AssertShares(result.Total.Kept, result.Total.Train, result.Total.Validation, result.Total.Test, 0.005);
        foreach (CountryCounts country in result.PerCountry.Where(c => c.Kept >= 200))
        {
            AssertShares(country.Kept, country.Train, country.Validation, country.Test, 0.03);
        }

        Assert.All(result.Kept.GroupBy(p => p.Fold), fold => Assert.InRange((double)fold.Count() / result.Kept.Count, 0.195, 0.205));

        // Independent: the test's pictures are spread over all folds as the others are.
        Assert.All(result.Kept.Where(p => p.Split == SplitSide.Test).GroupBy(p => p.Fold), fold => Assert.InRange((double)fold.Count() / result.Total.Test, 0.15, 0.25));
    }

    [Fact]
    public void Curate_SameSeed_IsTheSame_AnotherSeed_IsNot()
    {
        PictureCatalogue catalogue = Of(Many(3000), """{ "preset": "study-56" }""");
        var options = new CurationOptions { PerCountry = 60 };
        CurationResult first = Curator.Curate(catalogue, options, 1, TestContext.Current.CancellationToken);
        Assert.Equal(first.Kept, Curator.Curate(catalogue, options, 1, TestContext.Current.CancellationToken).Kept);
        Assert.NotEqual(first.Kept, Curator.Curate(catalogue, options, 2, TestContext.Current.CancellationToken).Kept);
    }

    [Fact]
    public void Curate_NothingLeft_IsTheUsersError() =>
        Assert.Throws<InputException>(() => Curator.Curate(Of([Picture("b", 1, "HU")]), new CurationOptions(), 1, TestContext.Current.CancellationToken));

    [Fact]
    public void InformationScore_DarkFoggyAndBlurred_AreBelowOrdinary()
    {
        // By hand. The default weights add up to 1: exposure 0.25, colours 0.05, edges 0.1, asphalt 0.05, blank 0.1, indoor 0.15,
        // and 0.1 each for contrast, entropy and sharpness.
        var weights = new InformationWeights();
        var nothing = new InformationMeasures(0, 0, 0, 0) { Asphalt = 1, Blank = 1, Indoor = 1 };
        Assert.Equal(1, InformationScore.Of(new InformationMeasures(120, 64, 8, 2000) { Colourfulness = 20, EdgeDensity = 0.1f }, weights), 5);
        Assert.Equal(0.25f * 0.1f, InformationScore.Of(nothing with { Luminance = 8 }, weights), 5);
        Assert.Equal(0.25f * 0.5f, InformationScore.Of(nothing with { Luminance = 235 }, weights), 5);
        Assert.Equal(0.05f * 0.25f, InformationScore.Of(nothing with { Colourfulness = 5 }, weights), 5);
        Assert.Equal(0.1f * 0.5f, InformationScore.Of(nothing with { EdgeDensity = 0.05f }, weights), 5);
        Assert.Equal((0.05f * 0.3f) + (0.1f * 0.2f) + (0.15f * 0.1f), InformationScore.Of(nothing with { Asphalt = 0.7f, Blank = 0.8f, Indoor = 0.9f }, weights), 5);
        Assert.Equal(0, InformationScore.Of(nothing, weights), 5);
        Assert.Equal(1, InformationScore.Of(nothing with { Indoor = 0 }, new InformationWeights { Luminance = 0, Contrast = 0, Entropy = 0, Sharpness = 0, Colourfulness = 0, Edges = 0, Asphalt = 0, Blank = 0, Indoor = 3 }), 5);
    }

    private static void AssertShares(int all, int train, int validation, int test, double tolerance)
    {
        Assert.InRange((double)train / all, 0.7 - tolerance, 0.7 + tolerance);
        Assert.InRange((double)validation / all, 0.2 - tolerance, 0.2 + tolerance);
        Assert.InRange((double)test / all, 0.1 - tolerance, 0.1 + tolerance);
    }

    private static CurationResult Curate(IReadOnlyList<CataloguePicture> pictures, CurationOptions? options = null) =>
        Curator.Curate(Of(pictures), options ?? new CurationOptions(), 42, TestContext.Current.CancellationToken);
}
