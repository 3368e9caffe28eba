using Honnan.Data.Answers;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference.Files;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Xunit;

namespace Honnan.Inference.Tests.Quantizing;

public sealed class Int8ExportTests : IDisposable
{
    private const int Pictures = 48;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(ExportedNets.Small, PooledFeatures.Last)]
    [InlineData("tf_efficientnet_lite0", PooledFeatures.Stages)]
    [InlineData("resnet18", PooledFeatures.Stages)]
    public void Quantize_ANet_GivesNearlyItsAnswersInWholeNumbers(string net, PooledFeatures features)
    {
        using TrainedModel model = ExportedNets.Build(net, features);
        byte[] exact = OnnxExport.Bytes(model, half: false);
        string[] files = [.. Enumerable.Range(0, Pictures).Select(i => _folder.Write($"{i}.jpg", DrawnPictures.Jpeg(150, 64, seed: i)))];
        Sample[] samples = [.. DrawnPictures.Addresses(files).Select(a => new Sample(a, new PictureDecoder().ReadHeader(File.ReadAllBytes(a.File)).Size, -1))];

        (byte[] bytes, Int8Summary summary) = Int8Export.Quantize(exact, samples, new PictureFiles(), null, TestContext.Current.CancellationToken);

        OnnxModelFile file = OnnxModelFile.Read("int8.onnx", bytes);
        int convolutions = file.Model.Graph.Node.Count(n => n.OpType == "Conv");
        Assert.Equal(ModelPrecision.Int8, file.Document.Precision);
        Assert.Equal(summary.Agreement, file.Document.Int8!.Agreement);
        Assert.Equal(summary.Noise, file.Document.Int8!.Noise);
        Assert.Equal(convolutions, summary.Convolutions);
        Assert.Equal(convolutions - summary.Left.Count, file.Model.Graph.Initializer.Count(t => t.Name.EndsWith(".int8", StringComparison.Ordinal)));
        Assert.Equal((int)Math.Ceiling(Pictures / 3.0), summary.Calibrated);
        Assert.Equal(Pictures - summary.Calibrated, summary.Compared);
        Assert.InRange(bytes.Length, 0, exact.Length / 2);
        Assert.InRange(Error(exact, bytes, files[..12]), 1e-9, 0.15);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The deviation of the probabilities' logarithms, against their own spread.</summary>
    private double Error(byte[] exact, byte[] rounded, string[] files)
    {
        double[][] a = Logs(_folder.Write("exact.onnx", exact), files);
        double[][] b = Logs(_folder.Write("rounded.onnx", rounded), files);
        double off = a.Zip(b, (x, y) => x.Zip(y, (p, q) => (p - q) * (p - q)).Average()).Average();
        double spread = a.Select(x => x.Select(p => (p - x.Average()) * (p - x.Average())).Average()).Average();
        return Math.Sqrt(off / spread);
    }

    private static double[][] Logs(string model, string[] files)
    {
        using var predictor = new CountryPredictor(new CountryPredictorOptions { Model = model, Threads = 1 });
        return [.. predictor.Answer(DrawnPictures.Addresses(files), new PictureFiles(), stop: TestContext.Current.CancellationToken).Select(answer => Array.ConvertAll(answer.Probabilities!, Math.Log))];
    }
}
