using System.Runtime.Intrinsics.X86;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Onnx;
using Honnan.Data.Sources;
using Honnan.Inference.Files;
using Honnan.Inference.HeatMaps;
using Honnan.Inference.Quantizing;
using Honnan.Inference.Sessions;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Honnan.Inference.Tests.Quantizing;

public sealed class Int8ExportTests : IDisposable
{
    private const int Pictures = 48;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(ExportedNets.Small, PooledFeatures.Last, 0.5)]
    [InlineData("tf_efficientnet_lite0", PooledFeatures.Stages, 0.5)]
    [InlineData("resnet18", PooledFeatures.Stages, 0.5)]
    [InlineData(ExportedNets.SmallTransformer, PooledFeatures.Last, 1)] // its nodes and names weigh more than its weights
    public void Quantize_ANet_GivesNearlyItsAnswersInWholeNumbers(string net, PooledFeatures features, double share) => Check(net, features, share);

    [Theory]
    [MemberData(nameof(Others))]
    [Trait("Category", "long")] // seconds to minutes each: every layer is tried alone
    public void Quantize_EveryOtherNet_GivesNearlyItsAnswersInWholeNumbers(string net) => Check(net, PooledFeatures.Last, share: 0.6); // of MobileNetV3 two fifths of the layers stay

    /// <summary>What is written in pairs of nodes is computed by kernels of whole numbers, in convolutions and in linear layers.</summary>
    [Theory]
    [InlineData(ExportedNets.Small, "QLinearConv")]
    [InlineData(ExportedNets.SmallTransformer, "MatMulIntegerToFloat")]
    public void Quantize_ANet_IsComputedInWholeNumbers(string net, string kernel)
    {
        using TrainedModel model = ExportedNets.Build(net);
        string[] files = [.. Enumerable.Range(0, Pictures).Select(i => _folder.Write($"{i}.jpg", DrawnPictures.Jpeg(150, 64, seed: i)))];
        (byte[] bytes, Int8Summary summary) = Int8Export.Quantize(OnnxExport.Bytes(model, half: false), Samples(files), new PictureFiles(), null, TestContext.Current.CancellationToken);
        using SessionOptions options = OnnxSession.Options(threads: 1);
        options.OptimizedModelFilePath = _folder.At("optimised.onnx");

        new InferenceSession(bytes, options).Dispose();

        string[] kernels = [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(options.OptimizedModelFilePath)).Graph.Node.Select(n => n.OpType)];
        Assert.Equal(summary.Convolutions - summary.Left.Count, kernels.Count(k => k is "QLinearConv" or "MatMulIntegerToFloat"));
        Assert.Contains(kernel, kernels);
    }

    /// <summary>On a processor that would sum in 16 bits weights become uint8, which changes no answer of one that does not.</summary>
    [Theory]
    [InlineData(ExportedNets.Small)]
    [InlineData(ExportedNets.SmallTransformer)]
    public void Session_OfAnInt8Model_TakesUnsignedWeightsWhereSumsMayOverflow(string net)
    {
        Assert.SkipUnless(X86Base.IsSupported, "the processor is no x86");
        using TrainedModel model = ExportedNets.Build(net);
        string[] files = [.. Enumerable.Range(0, Pictures).Select(i => _folder.Write($"{i}.jpg", DrawnPictures.Jpeg(150, 64, seed: i)))];
        byte[] bytes = Int8Export.Quantize(OnnxExport.Bytes(model, half: false), Samples(files), new PictureFiles(), null, TestContext.Current.CancellationToken).Model;

        (float[] signed, int[] types) = Logits(bytes, unsigned: false);
        (float[] unsigned, int[] others) = Logits(bytes, unsigned: true);

        Assert.Contains((int)TensorProto.Types.DataType.Int8, types);
        Assert.DoesNotContain((int)TensorProto.Types.DataType.Int8, others);
        if (!WholeNumberSums.MayOverflow)
        {
            Assert.Equal(signed, unsigned, (a, b) => Math.Abs(a - b) <= 1e-5 * signed.Max(Math.Abs));
        }
    }

    public static TheoryData<string> Others => [.. NetCatalogue.Names.Where(n => n is not ("tf_efficientnet_lite0" or "resnet18" or ExportedNets.Small or ExportedNets.SmallTransformer))];

    /// <summary>Of one picture; and the types of the weights that the whole-number kernels read.</summary>
    private (float[] Logits, int[] Weights) Logits(byte[] model, bool unsigned)
    {
        using SessionOptions options = OnnxSession.Options(threads: 1, unsigned: unsigned);
        options.OptimizedModelFilePath = _folder.At($"optimised-{unsigned}.onnx");
        using var session = new InferenceSession(model, options);
        var size = new PictureSize(150, 64);
        float[] picture = new ViewPixels(new PictureDecoder().Decode(DrawnPictures.Jpeg(150, 64, seed: 3), size).Rgb, size).Numbers();
        using var run = new RunOptions();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(picture, [1, 3, 64, 150]);
        using IDisposableReadOnlyCollection<OrtValue> logits = session.Run(run, [ExportedModel.Pictures], [input], [ExportedModel.Logits]);
        GraphProto graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(options.OptimizedModelFilePath)).Graph;
        HashSet<string> read = [.. graph.Node.Where(n => n.OpType is "QLinearConv" or "MatMulIntegerToFloat").SelectMany(n => n.Input)];
        return (logits[0].GetTensorDataAsSpan<float>().ToArray(), [.. graph.Initializer.Where(t => read.Contains(t.Name) && t.Dims.Count > 1).Select(t => t.DataType)]);
    }

    /// <param name="net">Its name.</param>
    /// <param name="features">What its head sees.</param>
    /// <param name="share">Of the float32 file that the int8 one may have at most.</param>
    private void Check(string net, PooledFeatures features, double share)
    {
        using TrainedModel model = ExportedNets.Build(net, features);
        byte[] exact = OnnxExport.Bytes(model, half: false);
        string[] files = [.. Enumerable.Range(0, Pictures).Select(i => _folder.Write($"{i}.jpg", DrawnPictures.Jpeg(150, 64, seed: i)))];

        (byte[] bytes, Int8Summary summary) = Int8Export.Quantize(exact, Samples(files), new PictureFiles(), null, TestContext.Current.CancellationToken);

        OnnxModelFile file = OnnxModelFile.Read("int8.onnx", bytes);
        int layers = file.Model.Graph.Node.Count(n => n.OpType == "Conv" || (n.OpType == "MatMul" && n.Input[1].StartsWith("weight", StringComparison.Ordinal)));
        Assert.Equal(ModelPrecision.Int8, file.Document.Precision);
        Assert.Equal(summary.Agreement, file.Document.Int8!.Agreement);
        Assert.Equal(summary.Noise, file.Document.Int8!.Noise);
        Assert.Equal(layers, summary.Convolutions);
        Assert.Equal(layers - summary.Left.Count, file.Model.Graph.Initializer.Count(t => t.Name.EndsWith(".int8", StringComparison.Ordinal)));
        Assert.Equal((int)Math.Ceiling(Pictures / 3.0), summary.Calibrated);
        Assert.Equal(Pictures - summary.Calibrated, summary.Compared);
        Assert.InRange(bytes.Length, 0, share * exact.Length);
        Assert.InRange(Error(exact, bytes, files[..12]), 1e-9, 0.15);
    }

    /// <summary>Where the head is one layer, its gradient is the same everywhere, and logits differ by it times what the maps' means differ by.</summary>
    [Fact]
    public void Gradient_OfAModelInWholeNumbers_IsThatOfItsOwnGraph()
    {
        using TrainedModel model = ExportedNets.Build(ExportedNets.Small);
        string[] files = [.. Enumerable.Range(0, Pictures).Select(i => _folder.Write($"{i}.jpg", DrawnPictures.Jpeg(150, 64, seed: i)))];
        OnnxModelFile file = OnnxModelFile.Read("int8.onnx", Int8Export.Quantize(OnnxExport.Bytes(model, half: false), Samples(files), new PictureFiles(), null, TestContext.Current.CancellationToken).Model);
        var size = new PictureSize(150, 64);
        using var session = new OnnxSession(file, threads: 1);
        NetOutputs[] seen = [.. Enumerable.Range(3, 2).Select(seed => session.Run(new ViewPixels(new PictureDecoder().Decode(DrawnPictures.Jpeg(150, 64, seed), size).Rgb, size).Numbers(), 1, size, WantedOutputs.All, TestContext.Current.CancellationToken))];
        int channels = seen[0].Shape[1];
        float[] factors = file.Constant(file.Document.Cam!.Factors!).Values;

        float[] gradient = new CamGradient(file, file.Document.Cam!).Weights(seen[0].FeaturesOf(0), channels, seen[0].PooledOf(0), country: 2);

        double[][] sums = [.. seen.Select(s => s.Features!.Chunk(s.Features!.Length / channels).Select(map => map.Sum(v => (double)v)).ToArray())];
        double expected = seen[1].Logits[2] - seen[0].Logits[2];
        Assert.Equal(expected, gradient.Index().Sum(g => g.Item * (sums[1][g.Index] - sums[0][g.Index])), 1e-3 * Math.Abs(expected));
        Assert.Contains(factors, f => Math.Abs(f - 1) > 0.01); // else the test would say nothing
    }

    public void Dispose() => _folder.Dispose();

    private static Sample[] Samples(string[] files) =>
        [.. DrawnPictures.Addresses(files).Select(a => new Sample(a, new PictureDecoder().ReadHeader(File.ReadAllBytes(a.File)).Size, -1))];

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
