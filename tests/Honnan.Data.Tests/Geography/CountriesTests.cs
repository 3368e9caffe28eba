using Honnan.Data.Geography;
using Xunit;

namespace Honnan.Data.Tests.Geography;

public sealed class CountriesTests
{
    /// <summary>The 124 folders of ubitquitin/geolocation-geoguessr-images-50k, each with its code in ISO 3166-1, looked up by hand.</summary>
    private const string Folders = """
        United States=US;Japan=JP;France=FR;United Kingdom=GB;Brazil=BR;Russia=RU;Australia=AU;Canada=CA;South Africa=ZA;Spain=ES;
        Finland=FI;Thailand=TH;Mexico=MX;Poland=PL;Italy=IT;Sweden=SE;Singapore=SG;Germany=DE;Argentina=AR;Norway=NO;Netherlands=NL;
        New Zealand=NZ;Taiwan=TW;Malaysia=MY;Austria=AT;Romania=RO;Chile=CL;Israel=IL;Ireland=IE;Indonesia=ID;Peru=PE;Turkey=TR;
        Czechia=CZ;Colombia=CO;Greece=GR;South Korea=KR;Portugal=PT;Belgium=BE;Philippines=PH;Bulgaria=BG;Denmark=DK;Switzerland=CH;
        Hungary=HU;India=IN;Botswana=BW;Lithuania=LT;Kenya=KE;Croatia=HR;Nigeria=NG;Cambodia=KH;Latvia=LV;Bolivia=BO;Ukraine=UA;
        Slovakia=SK;Ghana=GH;Bangladesh=BD;Estonia=EE;Ecuador=EC;Tunisia=TN;Jordan=JO;Sri Lanka=LK;Mongolia=MN;Guatemala=GT;Senegal=SN;
        Kyrgyzstan=KG;United Arab Emirates=AE;Hong Kong=HK;Slovenia=SI;Lesotho=LS;Eswatini=SZ;Serbia=RS;Laos=LA;Uruguay=UY;Malta=MT;
        Uganda=UG;Iceland=IS;Palestine=PS;Puerto Rico=PR;Albania=AL;North Macedonia=MK;Montenegro=ME;Reunion=RE;Costa Rica=CR;Egypt=EG;
        Luxembourg=LU;Dominican Republic=DO;Bhutan=BT;Pakistan=PK;American Samoa=AS;Vietnam=VN;Andorra=AD;China=CN;Macao=MO;Madagascar=MG;
        Jersey=JE;Greenland=GL;Isle of Man=IM;Northern Mariana Islands=MP;Aland=AX;Curacao=CW;Faroe Islands=FO;Guam=GU;Lebanon=LB;
        US Virgin Islands=VI;San Marino=SM;Bermuda=BM;Iraq=IQ;Martinique=MQ;Monaco=MC;Myanmar=MM;Paraguay=PY;Antarctica=AQ;Armenia=AM;
        Belarus=BY;Gibraltar=GI;Mozambique=MZ;Nepal=NP;Pitcairn Islands=PN;Qatar=QA;South Georgia and South Sandwich Islands=GS;
        South Sudan=SS;Svalbard and Jan Mayen=SJ;Tanzania=TZ;Venezuela=VE
        """;

    private static (string Name, string Code)[] Expected => [.. Folders.Split(';').Select(pair => pair.Trim().Split('=')).Select(pair => (pair[0], pair[1]))];

    [Fact]
    public void TryFind_EveryFolderOfTheSingleViews_HasItsCode()
    {
        Assert.Equal(124, Expected.Length);
        Assert.All(Expected, pair => Assert.Equal(pair.Code, Countries.Find(pair.Name).Code.ToString()));
    }

    [Fact]
    public void TryFind_EveryFolderOfTheListing_IsInTheTableAbove()
    {
        string[] listed = [.. File.ReadLines(Path.Combine(SharedData.Folder(), "kaggle50k_counts.tsv")).Select(line => line.Split('\t')[0])];
        Assert.Equal(listed.Order(StringComparer.Ordinal), Expected.Select(pair => pair.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_HasThe249OfIso3166AndKosovo()
    {
        Assert.Equal(250, Countries.All.Count);
        Assert.True(Countries.Contains(CountryCode.Parse("XK")));
        Assert.False(Countries.Contains(CountryCode.Parse("ZZ")));
    }

    [Theory]
    [InlineData("hu", "HU")]
    [InlineData(" MAGYARORSZÁG ", "HU")]
    [InlineData("Cote d'Ivoire", "CI")]
    [InlineData("Cura\u00e7ao", "CW")]
    [InlineData("Curac\u0327ao", "CW")]
    [InlineData("REUNION", "RE")]
    [InlineData("Re\u0301union", "RE")]
    [InlineData("Åland Islands", "AX")]
    [InlineData("Turkiye", "TR")]
    [InlineData("Trinidad & Tobago", "TT")]
    [InlineData("EA", "ES")]
    public void TryFind_AnySpelling_FindsTheCountry(string text, string code) => Assert.Equal(code, Countries.Find(text).Code.ToString());

    [Theory]
    [InlineData("Hungray", "unknown country 'Hungray'; did you mean 'Hungary'?")]
    [InlineData("UK", "unknown country 'UK'; did you mean 'GB'?")]
    [InlineData("", "no country")]
    public void Find_Unknown_SuggestsTheNearest(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Countries.Find(text)).Message);

    [Fact]
    public void Get_Study56_Has56CountriesInOrder()
    {
        IReadOnlyList<CountryCode> preset = VocabularyPresets.Get("study-56");
        Assert.Equal(56, preset.Distinct().Count());
        Assert.Equal(preset.Order(), preset);
        Assert.All(preset, code => Assert.True(Countries.Contains(code)));
        Assert.Throws<InputException>(() => VocabularyPresets.Get("study-57"));
    }
}
