using Honnan.Data;
using Xunit;

namespace Honnan.Inference.Tests;

public sealed class ShippedModelsTests
{
    [Fact]
    public void Predict_WithoutAModelsName_AsksTheShippedOne()
    {
        using var predictor = new CountryPredictor(new CountryPredictorOptions());

        CountryPrediction answer = predictor.Predict(DrawnPictures.Jpeg(300, 128, seed: 1), TestContext.Current.CancellationToken);

        Assert.Equal(56, predictor.Countries.Count);
        Assert.Equal(1, answer.Countries.Sum(c => c.Probability), 1e-9);
        Assert.NotNull(answer.Known);
    }

    [Fact]
    public void DrawnModel_IsSmallAndExplainsItself()
    {
        using var predictor = new CountryPredictor(new CountryPredictorOptions { Model = ShippedModels.Drawn });

        Assert.InRange(new FileInfo(ShippedModels.Resolve(ShippedModels.Drawn)).Length, 1, 2_000_000 - 1);
        Assert.Equal(12, predictor.Countries.Count);
        Assert.NotNull(predictor.Model.Cam); // heat maps in closed form
        Assert.Contains("Apache License 2.0", predictor.Model.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_TellsTheHashOfEveryShippedFile()
    {
        string[] files = [.. Directory.GetFiles(ProjectFolder.At("models")).Where(f => !f.EndsWith(".md", StringComparison.Ordinal))];
        string card = File.ReadAllText(ProjectFolder.At("models", "README.md"));

        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.Matches($@"\| `{System.Text.RegularExpressions.Regex.Escape(Path.GetFileName(f))}` \|.*`{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}`", card));
    }

    [Fact]
    public void Resolve_UnknownName_ListsTheShippedOnes()
    {
        Assert.Contains(ShippedModels.Default, ShippedModels.Names);
        Assert.Equal($"no model 'lite9'; it must be an exported .onnx file, or one that is shipped: {string.Join(", ", ShippedModels.Names)}", Assert.Throws<InputException>(() => ShippedModels.Resolve("lite9")).Message);
        Assert.Null(ShippedModels.Find("../models/lite0-56"));
    }
}
