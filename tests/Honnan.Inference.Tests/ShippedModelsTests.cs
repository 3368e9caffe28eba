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
    public void Resolve_UnknownName_ListsTheShippedOnes()
    {
        Assert.Contains(ShippedModels.Default, ShippedModels.Names);
        Assert.Equal($"no model 'lite9'; it must be an exported .onnx file, or one that is shipped: {string.Join(", ", ShippedModels.Names)}", Assert.Throws<InputException>(() => ShippedModels.Resolve("lite9")).Message);
        Assert.Null(ShippedModels.Find("../models/lite0-56"));
    }
}
