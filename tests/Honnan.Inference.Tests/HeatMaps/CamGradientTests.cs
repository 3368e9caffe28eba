using Honnan.Data;
using Honnan.Data.HeatMaps;
using Honnan.Inference.Files;
using Honnan.Inference.HeatMaps;
using Honnan.Inference.Sessions;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Inference.Tests.HeatMaps;

/// <summary>The closed form against the gradient that the tensor library finds on its way back.</summary>
public sealed class CamGradientTests
{
    private const double Same = 1e-4; // of the map's largest number

    [Theory]
    [InlineData(ExportedNets.Small, PooledFeatures.Last, Activation.None)]
    [InlineData(ExportedNets.Small, PooledFeatures.Stages, Activation.Relu)]
    [InlineData("tf_efficientnet_lite0", PooledFeatures.Stages, Activation.Relu)]
    [InlineData("tf_efficientnet_lite0", PooledFeatures.Last, Activation.Hardswish)]
    [InlineData("mobilenet_v3_large", PooledFeatures.Stages, Activation.None)]
    [InlineData("mobilenet_v3_large", PooledFeatures.Last, Activation.Hardswish)]
    [InlineData("convnext_tiny", PooledFeatures.Last, Activation.None)]
    [InlineData("convnext_tiny", PooledFeatures.Stages, Activation.Hardswish)]
    [InlineData("convnext_tiny", PooledFeatures.Last, Activation.None, "features.3")]
    [InlineData("tf_efficientnet_lite0", PooledFeatures.Stages, Activation.None, "blocks.4")]
    public void Weights_GiveTheMapThatGoingBackGives(string net, PooledFeatures features, Activation activation, string? lastStage = null)
    {
        using DisposeScope scope = NewDisposeScope();
        using TrainedModel model = ExportedNets.Build(net, features, head: [9, 6], activation, lastStage: lastStage);
        OnnxModelFile file = ExportedNets.Export(model);
        using var session = new OnnxSession(file, threads: 1);
        var gradient = new CamGradient(file, file.Document.Cam!);
        Tensor pictures = ExportedNets.Pictures(96, 128);
        int[] countries = [1, 4];

        NetOutputs outputs = session.Run(pictures.contiguous().data<float>().ToArray(), 2, new PictureSize(128, 96), WantedOutputs.All, CancellationToken.None);
        IReadOnlyList<ClassMap> expected = new HeatMapper(model.Net).Explain(pictures, _ => Array.ConvertAll(countries, c => new ClassQuestion(c)));

        for (int row = 0; row < 2; row++)
        {
            (int channels, int height, int width) = (outputs.Shape[1], outputs.Shape[2], outputs.Shape[3]);
            float[] weights = gradient.Weights(outputs.FeaturesOf(row), channels, outputs.PooledOf(row), countries[row]);
            HeatMap map = GradCamMap.Weighted(outputs.FeaturesOf(row), weights, width, height);
            float[] known = expected[row].Coarse.Values;
            double tolerance = Same * known.Max(Math.Abs);
            Assert.NotEqual(0, tolerance);
            Assert.All(known.Zip(map.Values), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    [Fact]
    public void Explain_OfATransformer_HasNoGradCamAndTakesEigenCam()
    {
        using var folder = new TemporaryFolder();
        using TrainedModel model = ExportedNets.Build(ExportedNets.SmallTransformer);
        string file = folder.Write("vit.onnx", Learning.Export.OnnxExport.Bytes(model, half: false));
        string picture = folder.Write("one.jpg", DrawnPictures.Jpeg(96, 64, seed: 1));
        using var predictor = new CountryPredictor(new CountryPredictorOptions { Model = file });

        var error = Assert.Throws<InputException>(() => predictor.Explain(picture, method: CamMethod.GradCam, stop: TestContext.Current.CancellationToken));
        CountryExplanation eigen = predictor.Explain(picture, stop: TestContext.Current.CancellationToken);

        Assert.Contains("eigen-cam, score-cam", error.Message, StringComparison.Ordinal);
        Assert.Contains(eigen.Map.Values, v => v != 0);
        Assert.Equal(predictor.Explain(picture, method: CamMethod.EigenCam, stop: TestContext.Current.CancellationToken).Map.Values, eigen.Map.Values);
    }
}
