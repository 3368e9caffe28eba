using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Honnan.Learning.Metrics;
using Honnan.Learning.Reporting;
using Xunit;

namespace Honnan.Learning.Tests.Reporting;

public sealed partial class EvaluationReportTests
{
    [Fact]
    public void Write_Page_AsksNothingOfTheNetwork()
    {
        using var folder = new TemporaryFolder();

        string page = Written(folder, Reports.Predictions(300));

        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.All(Addresses().Matches(page), address => Assert.Equal("http://www.w3.org/2000/svg", address.Value));
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.Contains("<title>drawn &lt;test&gt;</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FileNamedLikeAScriptsEnd_StaysData()
    {
        using var folder = new TemporaryFolder();
        Prediction[] predictions = Reports.Predictions(20);
        predictions[3] = predictions[3] with { File = "</script><script>alert(1)//missing.jpg" };

        string page = Written(folder, predictions);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        JsonElement data = Data(page);
        Assert.EndsWith("missing.jpg", data.GetProperty("pictures").GetProperty("file")[3].GetString(), StringComparison.Ordinal);
        Assert.False(data.GetProperty("thumbnails").TryGetProperty("3", out _));
        Assert.True(data.GetProperty("thumbnails").TryGetProperty("4", out _));
    }

    [Fact]
    public void Write_Pictures_AreColumnsOfOneLength()
    {
        using var folder = new TemporaryFolder();

        JsonElement pictures = Data(Written(folder, Reports.Predictions(50))).GetProperty("pictures");

        Assert.All(["folder", "file", "truth", "country", "known", "truthShare", "points"], (string name) => Assert.Equal(50, pictures.GetProperty(name).GetArrayLength()));
        Assert.Equal(150, pictures.GetProperty("guesses").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, pictures.GetProperty("points")[1].ValueKind);
        Assert.Equal(4, pictures.GetProperty("points")[0].GetArrayLength());
    }

    [Theory]
    [InlineData(0.5, 0.9, 0.7, "Where the model is surest it is right more often: 90 % of the surest quarter, 70 % of the surest half, 50 % of all.")]
    [InlineData(0.91, 1, 1, "Where the model is surest it is right more often: 100 % of the surest quarter, 100 % of the surest half, 91 % of all.")]
    [InlineData(1, 1, 1, "Where the model is surest it is not right more often: 100 % of the surest quarter, 100 % of the surest half, 100 % of all.")]
    [InlineData(0.499, 0.501, 0.501, "Where the model is surest it is not right more often: 50 % of the surest quarter, 50 % of the surest half, 50 % of all.")]
    [InlineData(0.1, 0, 0, "Where the model is surest it is not right more often: 0 % of the surest quarter, 0 % of the surest half, 10 % of all.")]
    [InlineData(0.5, 0.4, 0.7, "How sure the model is tells little of how often it is right: 40 % of the surest quarter, 70 % of the surest half, 50 % of all.")]
    public void Of_Sureness_SaysWhatTheFiguresSay(double top1, double quarter, double half, string said)
    {
        var curve = new RiskCoverage { Area = 0, BestArea = 0, AccuracyAt = new Dictionary<string, double> { ["25"] = quarter, ["50"] = half } };

        Assert.Equal(said, SurenessWords.Of(top1, curve));
    }

    /// <summary>WCAG 2.2, 1.4.3: 4.5 to 1 for text of this size, by its formula of relative luminance.</summary>
    [Fact]
    public void Write_Page_IsReadInLightAndDark()
    {
        using var folder = new TemporaryFolder();
        string page = Written(folder, Reports.Predictions(20));
        string[] schemes = page[page.IndexOf(":root", StringComparison.Ordinal)..page.IndexOf("* {", StringComparison.Ordinal)].Split("prefers-color-scheme: dark");

        Assert.Equal(2, schemes.Length);
        Assert.All(schemes, scheme => Assert.All((string[])["ink", "aside", "wrong", "blue"], name => Assert.True(Contrast(Luminance(scheme, name), Luminance(scheme, "page")) >= 4.5, name)));
        Assert.Contains(".wrong { color: var(--wrong) }", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Choice_BeginsWithTheListsAndReachesEveryCell()
    {
        Prediction[] predictions = Reports.Predictions(400);

        PictureChoice choice = PictureChoice.Of(predictions);

        Assert.Equal(choice.Shown.Count, choice.Shown.Distinct().Count());
        Assert.Equal(predictions.Min(p => p.Probabilities[p.Truth]), predictions[choice.TopLosses[0]].Probabilities[predictions[choice.TopLosses[0]].Truth]);
        Assert.Equal(predictions.Max(p => p.Kilometres), predictions[choice.Farthest[0]].Kilometres);
        Assert.Equal(predictions.Select(p => (p.Truth, p.Guess)).Distinct().Count(), choice.Shown.Select(i => (predictions[i].Truth, predictions[i].Guess)).Distinct().Count());
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Write_FiftyThousandPictures_IsQuickAndFitsIntoFifteenMegabytes()
    {
        using var folder = new TemporaryFolder();
        Prediction[] predictions = Reports.Predictions(50_000);
        var bytes = new Reports.OnePicture();
        var clock = Stopwatch.StartNew();

        ReportInput input = Reports.Input(predictions, TestContext.Current.CancellationToken);
        TimeSpan figures = clock.Elapsed;
        EvaluationReport.Write(folder.At("report.html"), input, bytes, TestContext.Current.CancellationToken);

        long size = new FileInfo(folder.At("report.html")).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"{figures.TotalSeconds:0.0} s for the figures, {clock.Elapsed.TotalSeconds:0.0} s in all, {size / 1e6:0.0} MB");
        Assert.True(size < 15_000_000, $"{size} bytes");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30) * Load(), $"{figures.TotalSeconds:0.0} s for the figures, {clock.Elapsed.TotalSeconds:0.0} s in all");
    }

    // Where the machine does other work beside, its own time is what counts.
    private static double Load() => Math.Max(1, ProcessLoad() / Environment.ProcessorCount);

    private static double ProcessLoad() =>
        File.Exists("/proc/loadavg") && double.TryParse(File.ReadAllText("/proc/loadavg").Split(' ')[0], out double load) ? load : 1;

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    private static double Luminance(string styles, string name)
    {
        string digits = Regex.Match(styles, $"--{name}: #([0-9a-f]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        digits = digits.Length == 3 ? string.Concat(digits.Select(d => $"{d}{d}")) : digits;
        double[] parts = [.. Convert.FromHexString(digits).Select(b => b / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static string Written(TemporaryFolder folder, Prediction[] predictions)
    {
        EvaluationReport.Write(folder.At("report.html"), Reports.Input(predictions, TestContext.Current.CancellationToken), new Reports.OnePicture(), TestContext.Current.CancellationToken);
        return File.ReadAllText(folder.At("report.html"));
    }

    private static JsonElement Data(string page)
    {
        const string Begin = "<script type=\"application/json\" id=\"data\">";
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]).RootElement;
    }

    [GeneratedRegex(@"https?://[^\s""'<>)]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Addresses();
}
