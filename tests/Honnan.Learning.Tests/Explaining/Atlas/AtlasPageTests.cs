using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Learning.Explaining;
using Honnan.Learning.Explaining.Atlas;
using Honnan.Learning.Explaining.Regions;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Atlas;

public sealed class AtlasPageTests
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>.jpg";

    [Fact]
    public void Html_HostileNames_StayText()
    {
        string page = AtlasPage.Html(Hostile, Hostile, [Country("HU", Hint(file: Hostile))]);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("onerror='", page, StringComparison.Ordinal);
        Assert.Contains("&quot;&gt;&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Page_AsksNothingOfTheNetwork()
    {
        string page = AtlasPage.Html("Atlas", null, [Country("HU", Hint()), Country("JP")]);

        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_Hint_TellsItsShares()
    {
        string page = AtlasPage.Html("Atlas", null, [Country("HU", Hint())]);

        Assert.Contains("60 % <small>3 of 5</small>", page, StringComparison.Ordinal);
        Assert.Contains("10 % <small>100 of 1,000</small>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("About the camera", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FrameRegions.Car, "the camera's car")]
    [InlineData(FrameRegions.Watermark, "the watermark")]
    [InlineData(FrameRegions.Overlay, "the game's overlay")]
    public void Html_HintOfTheCamera_IsFlagged(string region, string told)
    {
        string page = AtlasPage.Html("Atlas", null, [Country("HU", Hint() with { Camera = region })]);

        Assert.Contains($"About the camera, not the country: {told}", page, StringComparison.Ordinal);
        Assert.Contains("about the camera, not the country\"", page, StringComparison.Ordinal); // and may be searched for
    }

    [Fact]
    public void Html_CountryWithoutHints_SaysWhy() =>
        Assert.Contains("No hints: too few places were recognised", AtlasPage.Html("Atlas", null, [Country("JP")]), StringComparison.Ordinal);

    [Fact]
    public void Html_CountryWithNothingToShow_IsNamedAtTheEndAlone()
    {
        string page = AtlasPage.Html("Atlas", null, [Country("JP") with { Tiles = [], Recognised = 0 }, Country("HU", Hint())]);

        Assert.DoesNotContain("id=\"JP\"", page, StringComparison.Ordinal);
        Assert.Contains("Japan&nbsp;<small>0&nbsp;of&nbsp;5</small>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_Countries_HasThePagesFigures()
    {
        AtlasDocument document = AtlasDocument.Of("Atlas", null, "atlas.html", [Country("HU", Hint()), Country("JP")]);

        Assert.Equal((10, 8), (document.Pictures, document.Recognised));
        Assert.Equal(0.6, document.Countries[0].Hints[0].Own.Share, 1e-12);
        Assert.Equal("a.jpg", document.Countries[0].Hints[0].Files[0]);
        Assert.Equal(0.25, document.Countries[1].Gallery[0].Interpretable);
    }

    private static AtlasCountry Country(string code, params Hint[] hints) => new(
        CountryCode.Parse(code), 5, 4, [new GalleryTile(Grey(8), Hostile, "x", "x", 0.5) { Merit = 0.25, Remark = Hostile }], hints);

    private static Hint Hint(string file = "a.jpg") => new()
    {
        Words = "at the horizon; red and white",
        Pictures = 3,
        Own = new ShownShare(3, 5),
        Others = new ShownShare(100, 1000),
        Camera = null,
        CloseUps = [(Grey(4), file)],
    };

    private static Picture Grey(int side) => new(new PictureSize(side, side), [.. Enumerable.Repeat((byte)128, 3 * side * side)]);
}
