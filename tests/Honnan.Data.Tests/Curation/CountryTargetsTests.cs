using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Geography;
using Xunit;

namespace Honnan.Data.Tests.Curation;

public sealed class CountryTargetsTests
{
    private static readonly CountryCode Hungary = CountryCode.Parse("HU");
    private static readonly CountryCode Austria = CountryCode.Parse("AT");
    private static readonly CountryCode Andorra = CountryCode.Parse("AD");

    // Pictures of the single views' countries that the panoramas have too, as the data set's listing counts them.
    private const string SingleViews = """
        US 12014 JP 3840 FR 3573 GB 2484 BR 2320 RU 1761 AU 1704 CA 1382 ZA 1183 ES 1075 FI 1049 TH 944 MX 901 PL 863 IT 789 SE 726
        SG 707 DE 698 AR 689 NO 675 NL 579 NZ 557 TW 547 MY 423 RO 346 CL 326 IL 326 IE 290 ID 288 PE 270 CZ 257 CO 251 GR 248 KR 243
        PT 242 BE 219 BG 217 DK 198 CH 173 HU 168 BW 144 LT 140 HR 129 KH 118 LV 117 UA 114 SK 108 BD 106 EE 99 AE 70 HK 66 SI 66 SZ 62
        IS 54 BT 20 AD 13
        """;

    [Fact]
    public void Of_TheStudysCounts_KeepsAbout34000()
    {
        Dictionary<CountryCode, int> counts = Study();
        Dictionary<CountryCode, int> targets = CountryTargets.Of(counts, new ThinningOptions(), confusion: null);
        Assert.InRange(targets.Values.Sum(), 33_500, 34_500);

        // More pictures stay where there are more, none gains, and those that the single views add little to stay as they are.
        Assert.All(counts.OrderBy(c => c.Value).Zip(counts.OrderBy(c => c.Value).Skip(1)), pair => Assert.True(targets[pair.First.Key] <= targets[pair.Second.Key]));
        Assert.All(counts, count => Assert.InRange(targets[count.Key], Math.Min(count.Value, 200), Math.Min(count.Value, 3000)));
    }

    [Fact]
    public void Curate_TheStudysCounts_ListsEveryStep()
    {
        // Two sources with the real counts, no pictures behind them.
        List<CataloguePicture> pictures = [];
        foreach ((CountryCode country, int count) in Study())
        {
            pictures.AddRange(Enumerable.Range(0, count).Select(i => CatalogueDrawing.Picture(i < 196 ? "a" : "b", i, country.ToString(), luminance: 40 + (i * 7919 % 130))));
        }

        CurationResult result = Curator.Curate(CatalogueDrawing.Of(pictures), new CurationOptions(), 1, TestContext.Current.CancellationToken);
        Assert.InRange(result.Kept.Count, 33_500, 34_500);
        Assert.Equal(46_971 + 11_004, result.Total.Before);
        CountryCounts unitedStates = result.PerCountry.Single(c => c.Country == "US");
        Assert.Equal(3000, unitedStates.Kept);
        Assert.Equal(unitedStates.Before, unitedStates.Kept + unitedStates.LowInformation + unitedStates.Random);
        Assert.InRange(unitedStates.LowInformation, 1, unitedStates.Random);
    }

    [Theory]
    [InlineData(0, 100, 50)] // even: the floor
    [InlineData(0.5, 200, 50)] // 100 · (400 / 100)^0.5
    [InlineData(1, 400, 50)] // all
    public void Of_TwoCountries_FollowsTheFormula(double compromise, int large, int small)
    {
        var counts = new Dictionary<CountryCode, int> { [Hungary] = 400, [Andorra] = 50 };
        Dictionary<CountryCode, int> targets = CountryTargets.Of(counts, new ThinningOptions { Compromise = compromise, Floor = 100 }, confusion: null);
        Assert.Equal(large, targets[Hungary]);
        Assert.Equal(small, targets[Andorra]);
        Assert.Equal(150, CountryTargets.Of(counts, new ThinningOptions { Compromise = 1, Floor = 100, Cap = 150 }, confusion: null)[Hungary]);
    }

    [Fact]
    public void Of_Confusion_KeepsMoreOfTheMistakenAndLessOfWhatSwallows()
    {
        // Hungary 1600 (bigger), Austria 400, floor 100, compromise 0.5: without confusion 400 and 200.
        // Of Austria's 100 pictures 50 were taken for Hungary: lost 0.5, so 200 · 1.5 = 300.
        // Of the 200 taken for Hungary 50 are Austria's: swallowed 0.25, so 400 / 1.25 = 320.
        var counts = new Dictionary<CountryCode, int> { [Hungary] = 1600, [Austria] = 400, [Andorra] = 60 };
        var confusion = new ConfusionCounts([(Hungary, Hungary, 150), (Hungary, Austria, 10), (Austria, Austria, 50), (Austria, Hungary, 50), (Andorra, Andorra, 9)]);
        var options = new ThinningOptions { Compromise = 0.5, Floor = 100 };
        Dictionary<CountryCode, int> targets = CountryTargets.Of(counts, options, confusion);
        Assert.Equal((320, 300, 60), (targets[Hungary], targets[Austria], targets[Andorra]));

        // Twice as strong: 200 · 2 = 400 and 400 / 1.5 = 267; not at all: as without.
        targets = CountryTargets.Of(counts, options with { ConfusionStrength = 2 }, confusion);
        Assert.Equal((267, 400), (targets[Hungary], targets[Austria]));
        targets = CountryTargets.Of(counts, options with { ConfusionStrength = 0 }, confusion);
        Assert.Equal((400, 200), (targets[Hungary], targets[Austria]));
    }

    [Fact]
    public void Read_ConfusionOfARun_IsCounted()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run/confusion.csv", "true,predicted,count\nHU,HU,3\nHU,AT,1\nAT,HU,2\n");
        ConfusionCounts confusion = ConfusionCounts.Read(folder.At("run"));
        Assert.Equal(0.25, confusion.ShareOfTrue(Hungary, _ => true));
        Assert.Equal(0.4, confusion.ShareOfPredicted(Hungary, _ => true));
        Assert.Equal(0, confusion.ShareOfTrue(Andorra, _ => true));
    }

    [Theory]
    [InlineData("true,predicted\nHU,HU\n", "' line 1: a header with true,predicted,count is wanted")]
    [InlineData("true,predicted,count\nHU,HU,-1\n", "' line 2: two country codes and a number are wanted, not 'HU,HU,-1'")]
    [InlineData("true,predicted,count\nHU\n", "' line 2: two country codes and a number are wanted, not 'HU,,'")]
    public void Read_DamagedConfusion_SaysWhere(string text, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("confusion.csv", text);
        Assert.EndsWith(message, Assert.Throws<InputException>(() => ConfusionCounts.Read(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => ConfusionCounts.Read(folder.At("none")));
    }

    private static Dictionary<CountryCode, int> Study() => SingleViews
        .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Chunk(2)
        .Select((pair, i) => (Code: CountryCode.Parse(pair[0]), Count: int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture) + 196 + (i < 28 ? 1 : 0)))
        .ToDictionary(pair => pair.Code, pair => pair.Count); // 11,004 panoramas in 56 countries: 196.5 each
}
