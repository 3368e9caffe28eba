using System.Text.Json;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

[Trait("Category", "slow")]
public sealed class PredictCommandTests(TrainedRun run)
{
    private static readonly string[] Keys = ["file", "country", "name", "probability", "top", "known", "latitude", "longitude", "error"];

    [Fact]
    public void Predict_PictureAndPanorama_GivesALineEach()
    {
        JsonElement[] lines = Lines(HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), run.Picture("JP-4.jpg"), "--model", run.Model, "--top", "2", "--json").Done());

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line =>
        {
            Assert.Equal(Keys, line.EnumerateObject().Select(p => p.Name).Where(name => name != "pointCountry")); // which a point at sea lacks
            Assert.Equal(2, line.GetProperty("top").GetArrayLength());
            Assert.Equal(line.GetProperty("country").GetString(), line.GetProperty("top")[0].GetProperty("country").GetString());
            Assert.Equal(JsonValueKind.Null, line.GetProperty("error").ValueKind);
            Assert.InRange(line.GetProperty("probability").GetDouble(), 1 / 3.0, 1);
        });
        Assert.Equal([run.Picture("HU-0.jpg"), run.Picture("JP-4.jpg")], lines.Select(l => l.GetProperty("file").GetString()!));
    }

    [Fact]
    public void Predict_Folder_AnswersTheOthersWhereOneIsBroken()
    {
        JsonElement[] lines = Lines(HonnanProcess.Run("predict", run.At("pictures/images"), "--model", run.Model, "--json", "--language", "hu").Done());

        Assert.Equal(61, lines.Length);
        JsonElement broken = Assert.Single(lines, l => l.GetProperty("error").ValueKind != JsonValueKind.Null);
        Assert.EndsWith("broken.jpg", broken.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal("not a picture (JPEG, PNG or WebP)", broken.GetProperty("error").GetString());
        string[] names = [.. lines.Where(l => l.GetProperty("name").ValueKind == JsonValueKind.String).Select(l => l.GetProperty("name").GetString()!).Distinct().Order()];
        Assert.Subset(new HashSet<string> { "Magyarország", "Japán", "Dél-afrikai Köztársaság" }, names.ToHashSet());
    }

    [Theory]
    [InlineData("LC_ALL=hu_HU.UTF-8", "", "Magyarország|Japán|Dél-afrikai Köztársaság")]
    [InlineData("LC_ALL=hu_HU.UTF-8", "--language en", "Hungary|Japan|South Africa")]
    [InlineData("LC_ALL=hu_HU.UTF-8", "--json", "Hungary|Japan|South Africa")]
    [InlineData("LC_ALL=C", "", "Hungary|Japan|South Africa")]
    public void Predict_InALanguage_NamesCountriesInIt(string environment, string options, string names)
    {
        using HonnanProcess process = HonnanProcess.StartOther("/bin/sh", "-c", $"{environment} exec '{HonnanProcess.Program}' predict '{run.Picture("HU-0.jpg")}' --model '{run.Model}' --top 3 {options}");

        string output = process.Wait().Done().Output.ReplaceLineEndings(" "); // lines are broken where no terminal says how wide it is

        Assert.All(names.Split('|'), name => Assert.Contains(name.Split(' ')[0], output, StringComparison.Ordinal));
    }

    // What libtorch's OpenMP says of its settings when it is loaded.
    [Theory]
    [InlineData("", "GOMP_SPINCOUNT = '2000'")]
    [InlineData("GOMP_SPINCOUNT=77", "GOMP_SPINCOUNT = '77'")]
    [InlineData("OMP_WAIT_POLICY=active", "OMP_WAIT_POLICY = 'ACTIVE'")]
    public void Predict_WaitingThreads_SleepSoonUnlessTheUserSaysElse(string environment, string setting)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "GNU's OpenMP");
        using HonnanProcess process = HonnanProcess.StartOther("/bin/sh", "-c", $"{environment} OMP_DISPLAY_ENV=VERBOSE exec '{HonnanProcess.Program}' predict '{run.Picture("HU-0.jpg")}' --model '{run.Model}'");

        Assert.Contains(setting, process.Wait().Done().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_NoneReadable_EndsWithCode2AndStillTellsWhy()
    {
        Finished finished = HonnanProcess.Run("predict", run.Picture("broken.jpg"), "nothere.jpg", "--model", run.Model, "--json");

        Assert.Equal(2, finished.Code);
        Assert.Equal(["not a picture (JPEG, PNG or WebP)", "no such file"], Lines(finished).Select(l => l.GetProperty("error").GetString()!));
        Assert.Contains("none of the pictures could be read", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_HeatmapsOfNoPicture_LeavesNoFolder()
    {
        HonnanProcess.Run("predict", "nothere.jpg", "--model", run.Model, "--heatmap", run.At("never/maps"));

        Assert.False(Directory.Exists(run.At("never")));
    }

    [Fact]
    public void Predict_IntoAFile_GivesALineAPictureHoweverLong()
    {
        string[] lines = HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), run.Picture("JP-4.jpg"), "--model", run.Model).Done().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Contains("South Africa", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Predict_InHungarian_SpeaksItThroughout()
    {
        string output = HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), run.Picture("JP-4.jpg"), "--model", run.Model, "--language", "hu", "--together").Done().Output;

        Assert.Contains("magában: ", output, StringComparison.Ordinal);
        Assert.Contains("Magyarország ", output, StringComparison.Ordinal);
        Assert.Matches("[0-9]%", output);
        Assert.DoesNotContain(" %", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_Together_GivesEveryPictureTheMeanOfAll()
    {
        string[] files = [run.Picture("HU-0.jpg"), run.Picture("JP-0.jpg"), run.Picture("broken.jpg")];
        JsonElement[] alone = Lines(HonnanProcess.Run(["predict", .. files, "--model", run.Model, "--json"]).Done());
        JsonElement[] together = Lines(HonnanProcess.Run(["predict", .. files, "--model", run.Model, "--json", "--together"]).Done());

        foreach (string country in (string[])["HU", "JP", "ZA"])
        {
            double mean = (Probability(alone[0], country) + Probability(alone[1], country)) / 2;
            Assert.Equal(mean, Probability(together[0], country), 1e-5);
            Assert.Equal(mean, Probability(together[1], country), 1e-5);
        }

        Assert.Equal(alone[1].GetProperty("country").GetString(), together[1].GetProperty("alone").GetProperty("country").GetString());
        Assert.NotEqual(JsonValueKind.Null, together[2].GetProperty("error").ValueKind);
    }

    [Fact]
    public void Predict_Heatmap_DrawsOneForEachReadablePicture()
    {
        string folder = run.At("heat");

        JsonElement[] lines = Lines(HonnanProcess.Run(
            "predict", run.Picture("HU-0.jpg"), run.Picture("HU-0.jpg"), run.Picture("broken.jpg"), "--model", run.Model, "--json", "--heatmap", folder).Done());

        Assert.Equal(["HU-0.jpg", "HU-0-2.jpg"], lines[..2].Select(l => l.GetProperty("heatmap").GetString()!));
        Assert.Equal(["HU-0-2.jpg", "HU-0.jpg"], Directory.GetFiles(folder, "*.jpg").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Predict_OverlayOfAModelOfCoveredPictures_IsCoveredAlwaysAndSaysSo()
    {
        Finished plain = HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", run.Model, "--json").Done();
        Finished covered = HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", run.Model, "--json", "--overlay", "geoguessr").Done();

        Assert.Equal(plain.Output, covered.Output);
        Assert.Equal("", plain.Error);
        Assert.Contains("--overlay changes nothing", covered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_OverlayOfAModelOfWholePictures_IsCovered()
    {
        string model = run.At("model of whole pictures");
        Directory.CreateDirectory(model);
        File.Copy(Path.Combine(run.Model, "model.safetensors"), Path.Combine(model, "model.safetensors"), overwrite: true);
        string description = File.ReadAllText(Path.Combine(run.Model, "model.json"));
        Assert.Contains("\"overlay\": \"mask\"", description, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(model, "model.json"), description.Replace("\"overlay\": \"mask\"", "\"overlay\": \"leave\"", StringComparison.Ordinal));

        Finished plain = HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", model, "--json").Done();
        Finished covered = HonnanProcess.Run("predict", run.Picture("HU-0.jpg"), "--model", model, "--json", "--overlay", "geoguessr").Done();

        Assert.NotEqual(plain.Output, covered.Output);
        Assert.Equal("", covered.Error);
    }

    [Theory]
    [InlineData("--top must be", "--top", "0")]
    [InlineData("unknown overlay 'geogusser'", "--overlay", "geogusser")]
    [InlineData("'de'", "--language", "de")]
    public void Predict_Mistake_IsOneLine(string told, params string[] options) => Assert.Contains(
        told, HonnanProcess.Run(["predict", run.Picture("HU-0.jpg"), "--model", run.Model, .. options]).Refused(), StringComparison.Ordinal);

    private static double Probability(JsonElement line, string country) =>
        line.GetProperty("top").EnumerateArray().Single(t => t.GetProperty("country").GetString() == country).GetProperty("probability").GetDouble();

    private static JsonElement[] Lines(Finished finished) => [.. finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    })];
}
