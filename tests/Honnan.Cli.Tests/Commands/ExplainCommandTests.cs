using Honnan.Data;
using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

[Trait("Category", "slow")]
public sealed class ExplainCommandTests(TrainedRun run)
{
    [Fact]
    public void Explain_Selection_DrawsOverlaysAndAGalleryOfEachCountry()
    {
        string folder = run.At("maps");

        HonnanProcess.Run("explain", run.Model, "--data", run.Selection, "-o", folder).Done();

        string[] table = File.ReadAllLines(Path.Combine(folder, "explained.csv"));
        Assert.Equal("source,file,country,guess,probability,explained,overlay,against,method,road,deletion,insertion,confidenceChange", table[0]);
        Assert.All(table.Skip(1), line => Assert.True(File.Exists(Path.Combine(folder, line.Split(',')[6])), line));
        Assert.All(table.Skip(1), line => Assert.Equal(line.Split(',')[3], line.Split(',')[5])); // its own guess is explained
        string[] countries = [.. table.Skip(1).Select(line => line.Split(',')[2]).Distinct()];
        Assert.All(countries, country => Assert.True(File.Exists(Path.Combine(folder, $"gallery-{country}.jpg"))));
    }

    [Fact]
    public void Explain_FilesAndACountry_ExplainsThatCountryAtThePicturesShape()
    {
        string folder = run.At("maps-za");

        HonnanProcess.Run("explain", run.Model, run.Picture("HU-0.jpg"), run.Picture("HU-4.jpg"), "--country", "South Africa", "-o", folder).Done();

        Assert.All(File.ReadAllLines(Path.Combine(folder, "explained.csv")).Skip(1), line => Assert.Equal("ZA", line.Split(',')[5]));
        var decoder = new PictureDecoder();
        Assert.Equal(new PictureSize(112, 48), decoder.ReadHeader(File.ReadAllBytes(Path.Combine(folder, "HU-0.jpg"))).Size);
        Assert.Equal(new PictureSize(200, 50), decoder.ReadHeader(File.ReadAllBytes(Path.Combine(folder, "HU-4.jpg"))).Size); // the panorama whole
    }

    [Theory]
    [InlineData("gradcam")]
    [InlineData("eigencam")]
    public void Explain_ExportedFile_DrawsWhatItsRunDraws(string method)
    {
        string[] line = ["--pictures", run.Labels, "--limit", "4", "--method", method, "-o"];

        HonnanProcess.Run(["explain", Export(), .. line, run.At($"file maps {method}")]).Done();
        HonnanProcess.Run(["explain", run.Model, "--precision", "float32", .. line, run.At($"run maps {method}")]).Done();

        string[] table = File.ReadAllLines(run.At($"file maps {method}/explained.csv"));
        string[] expected = File.ReadAllLines(run.At($"run maps {method}/explained.csv"));
        Assert.Equal(expected.Length, table.Length);
        Assert.All(expected.Zip(table), pair => Assert.Equal(WithoutProbability(pair.First), WithoutProbability(pair.Second)));
        Assert.All(table.Skip(1), row => Assert.True(File.Exists(run.At($"file maps {method}/{row.Split(',')[6]}")), row));
    }

    /// <summary>Alone: a run takes minutes for Score-CAM, since it asks about every channel.</summary>
    [Fact]
    public void Explain_ExportedFileByScoreCam_DrawsTheMap()
    {
        HonnanProcess.Run("explain", Export(), run.Picture("HU-0.jpg"), "--method", "Score-CAM", "-o", run.At("file maps scorecam")).Done();

        string[] row = File.ReadAllLines(run.At("file maps scorecam/explained.csv"))[1].Split(',');
        Assert.Equal("scorecam", row[8]);
        Assert.True(File.Exists(run.At($"file maps scorecam/{row[6]}")));
    }

    [Theory]
    [InlineData("an exported model has no layercam (it has: gradcam, eigencam, scorecam)", "--method", "layercam")]
    [InlineData("--layer is for runs", "--layer", "layer3")]
    [InlineData("--smooth is for runs", "--smooth", "flip")]
    [InlineData("--measure is for runs", "--measure")]
    [InlineData("--against is for runs", "--country", "HU", "--against", "ZA")]
    [InlineData("--device is for runs", "--device", "cpu")]
    public void Explain_ExportedFileByWhatRunsHave_IsRefused(string told, params string[] options)
    {
        Assert.Contains(told, HonnanProcess.Run(["explain", Export(), run.Picture("HU-0.jpg"), "-o", run.At("refused maps"), .. options]).Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.At("refused maps")));
    }

    private string Export()
    {
        string file = run.At("explained.onnx");
        if (!File.Exists(file))
        {
            HonnanProcess.Run("export", run.Model, "-o", file).Done();
        }

        return file;
    }

    private static string WithoutProbability(string row) => string.Join(',', row.Split(',').Where((_, i) => i != 4));

    [Fact]
    public void Explain_MethodLayerSmoothingAndMeasures_AreInTheTable()
    {
        string folder = run.At("maps-measured");

        Finished finished = HonnanProcess.Run(
            "explain", run.Model, run.Picture("HU-0.jpg"), "--method", "LayerCAM", "--layer", "layer3", "--smooth", "flip", "--smooth", "eigen",
            "--country", "HU", "--against", "ZA", "--measure", "-o", folder).Done();

        string[] row = File.ReadAllLines(Path.Combine(folder, "explained.csv"))[1].Split(',');
        Assert.Equal(["HU", "HU-0.jpg", "ZA", "layercam"], row[5..9]);
        Assert.All(row[9..13], figure => Assert.InRange(double.Parse(figure, System.Globalization.CultureInfo.InvariantCulture), -1, 1));
        Assert.Contains("LayerCAM, mean of 1 pictures: ROAD ", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one of the three")]
    [InlineData("one of the three", "PICTURE", "--pictures", "LABELS")]
    [InlineData("the model does not know FR", "PICTURE", "--country", "FR")]
    [InlineData("unknown country 'UK'; did you mean 'GB'?", "PICTURE", "--country", "UK")]
    [InlineData("unknown method 'gradcma'; did you mean 'gradcam'? (known: gradcam, gradcam++, xgradcam,", "PICTURE", "--method", "gradcma")]
    [InlineData("the net has no layer 'layer5'", "PICTURE", "--layer", "layer5")]
    [InlineData("leave the layer away", "PICTURE", "--method", "fullgrad", "--layer", "layer4")]
    [InlineData("adds no channels", "PICTURE", "--method", "occlusion", "--smooth", "eigen")]
    [InlineData("--against goes with --country", "PICTURE", "--against", "HU")]
    [InlineData("--against names the same country as --country, HU", "PICTURE", "--country", "HU", "--against", "Hungary")]
    [InlineData("unknown country 'XX' (the model knows HU JP ZA)", "PICTURE", "--country", "XX")]
    [InlineData("--limit must be at least 1", "PICTURE", "--limit", "0")]
    [InlineData("none of the pictures could be read", "nothere.jpg")]
    public void Explain_Mistake_SaysSoAndLeavesNothing(string told, params string[] options)
    {
        string[] arguments = [.. options.Select(o => o switch { "PICTURE" => run.Picture("HU-0.jpg"), "LABELS" => run.Labels, _ => o })];

        Finished finished = HonnanProcess.Run(["explain", run.Model, .. arguments, "-o", run.At("maps-never")]);

        Assert.Equal(2, finished.Code);
        Assert.Contains(told, finished.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.At("maps-never")));
    }
}
