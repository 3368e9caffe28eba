using System.Text;
using System.Xml.Linq;
using Honnan.Data.Geography;
using Honnan.Learning.Charts;
using Honnan.Learning.Metrics;
using SkiaSharp;
using Xunit;

namespace Honnan.Learning.Tests.Charts;

public sealed class ConfusionChartTests
{
    // The study's 56 countries (SPEC of the data sets).
    internal static readonly CountryCode[] Study =
    [
        .. ("AD AE AR AU BD BE BG BR BT BW CA CH CL CO CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IS IT JP KH KR LT LV MX MY NL NO NZ PE PL "
            + "PT RO RU SE SG SI SK SZ TH TW UA US ZA").Split(' ').Select(CountryCode.Parse),
    ];

    [Fact]
    public void Png_StudyVocabulary_DrawsEveryRowsCells()
    {
        byte[] png = Chart().Png();

        using SKBitmap drawn = SKBitmap.Decode(png);
        Assert.InRange(drawn.Width, 1500, 2200);
        Look.Save("confusion.png", png);
    }

    [Fact]
    public void Svg_StudyVocabulary_IsXmlWithEveryCode()
    {
        byte[] svg = Chart().Svg();

        string text = string.Concat(XDocument.Parse(Encoding.UTF8.GetString(svg)).Descendants().Where(e => e.Name.LocalName == "text").Select(e => $"[{e.Value.Trim()}]"));
        Assert.All(Study, country => Assert.Contains($"[{country}]", text, StringComparison.Ordinal));
        Look.Save("confusion.svg", svg);
    }

    [Fact]
    public void Png_ThreeCountries_LeavesOutThoseThatDoNotOccur()
    {
        var confusion = new ConfusionMatrix(Study.Length);
        int hungary = Array.IndexOf(Study, CountryCode.Parse("HU"));
        int slovakia = Array.IndexOf(Study, CountryCode.Parse("SK"));
        int japan = Array.IndexOf(Study, CountryCode.Parse("JP"));
        confusion.Add(hungary, hungary, 7);
        confusion.Add(hungary, slovakia, 3);
        confusion.Add(japan, japan, 5);
        var chart = new ConfusionChart(confusion, Study, code => Countries.Get(code).English, "A title that is as long as a path can be, " + new string('x', 90));

        byte[] png = chart.Png(scale: 2);

        Look.Save("confusion-small.png", png);
        using SKBitmap drawn = SKBitmap.Decode(png);
        Assert.Equal(2 * (104 + (3 * 48) + 92), drawn.Height);
    }

    private static ConfusionChart Chart()
    {
        var chance = new Random(5);
        var confusion = new ConfusionMatrix(Study.Length);
        int[] order = WorldRegions.Order(Study);
        for (int place = 0; place < order.Length; place++)
        {
            for (int i = 0; i < 60 + chance.Next(300); i++)
            {
                double kind = chance.NextDouble();
                int guess = kind < 0.56 ? place
                    : kind < 0.85 ? Math.Clamp(place + chance.Next(-4, 5), 0, order.Length - 1)
                    : kind < 0.9 ? Array.IndexOf(order, Array.IndexOf(Study, CountryCode.Parse("US"))) : chance.Next(order.Length);
                confusion.Add(order[place], order[guess]);
            }
        }

        return new ConfusionChart(confusion, Study, code => Countries.Get(code).English, "ResNet-50, run 2: test");
    }
}
