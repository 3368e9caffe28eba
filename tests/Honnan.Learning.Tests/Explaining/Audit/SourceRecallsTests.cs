using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Evaluation.Shortcuts;
using Honnan.Learning.Explaining.Audit;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Audit;

public sealed class SourceRecallsTests
{
    private static readonly CountryCode[] Countries = [CountryCode.Parse("BR"), CountryCode.Parse("HU"), CountryCode.Parse("JP")];

    [Fact]
    public void Uneven_CountryKnownInOneSourceAlone_IsFound()
    {
        AuditedPicture[] pictures = [.. Pictures(0, 20, 2), .. Pictures(1, 14, 12), .. Pictures(2, 15, 13)];

        SourceFinding found = Assert.Single(SourceRecalls.Uneven(pictures, Countries));

        Assert.Equal(("BR", "windows", "views"), (found.Country, found.Best, found.Worst));
        Assert.Equal((1.0, 0.1), (found.BestRecall, found.WorstRecall));
    }

    [Fact]
    public void Uneven_SourceHarderForAll_IsNoShortcut() =>
        Assert.Empty(SourceRecalls.Uneven([.. Pictures(0, 20, 3), .. Pictures(1, 19, 2), .. Pictures(2, 20, 2)], Countries));

    [Fact]
    public void Uneven_FewPictures_AreNotJudged() =>
        Assert.Empty(SourceRecalls.Uneven([.. Pictures(0, 7, 0, of: 7), .. Pictures(1, 14, 12), .. Pictures(2, 15, 13)], Countries));

    [Fact]
    public void Of_Sources_CountsRightGuesses()
    {
        IReadOnlyList<SourceShare> shares = SourceRecalls.Of([.. Pictures(0, 20, 5), .. Pictures(1, 10, 5)]);

        Assert.Equal([new SourceShare("windows", 40, 0.75), new SourceShare("views", 40, 0.25)], shares);
    }

    /// <summary>Pictures of a country in two sources, of each so many recognised.</summary>
    private static IEnumerable<AuditedPicture> Pictures(int country, int windows, int views, int of = 20) =>
        from source in new[] { ("windows", windows), ("views", views) }
        from i in Enumerable.Range(0, of)
        select new AuditedPicture(
            new JudgedPicture(new PictureAddress(source.Item1, $"{country}-{i}.jpg"), Countries[country], null, $"{i}"),
            new PictureSize(100, 50), country, i < source.Item2 ? country : (country + 1) % 3, new Dictionary<string, double>(StringComparer.Ordinal), 0.5, 0.5);
}
