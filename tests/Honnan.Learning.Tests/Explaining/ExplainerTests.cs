using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Xunit;

namespace Honnan.Learning.Tests.Explaining;

public sealed class ExplainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // A model with every kind of rule: an answer beside a map is the very answer without one.
    [Fact]
    public void Explain_ModelWithRules_AnswersAsThePredictorDoes()
    {
        Net net = SmallResNet.Build();
        int features = net.Pooling.Channels;
        var space = new FeatureSpace
        {
            Mean = PackedMatrix.Of(1, features, new float[features]),
            Axes = PackedMatrix.Of(1, features, [1, .. new float[features - 1]]),
            Deviations = PackedMatrix.Of(1, 1, [1]),
            Points = PackedMatrix.Of(0, 1, []),
        };
        var rules = new AnswerRules
        {
            Calibration = new Calibration { Temperature = 2 },
            Refusal = new RefusalRule { Score = RefusalScore.Residual, Threshold = 1, Space = space },
        };
        string[] countries = ["AT", "BE", "CH", "DE", "FR"];
        var loading = new LoadingOptions { ShortSide = 64, Overlay = OverlayHandling.Leave };
        using var model = new TrainedModel(net, new ModelDescription { Net = "resnet18", Head = [], Countries = countries, Loading = loading }, rules);
        PictureAddress[] pictures = [Drawn("a.jpg", 150, 64), Drawn("b.jpg", 400, 100), new PictureAddress("files", _folder.Write("c.jpg", "no picture"))];

        PictureAnswer[] expected = [.. new PicturePredictor(model, new PictureFiles()).Predict(pictures, TestContext.Current.CancellationToken)];
        Explanation[] explained = [.. new Explainer(model, new PictureFiles()).Explain(pictures, null, TestContext.Current.CancellationToken)];

        Assert.Equal(expected.Select(e => (e.Address, e.Size, e.Error, e.Answer?.Known)), explained.Select(e => (e.Answer.Address, e.Answer.Size, e.Answer.Error, e.Answer.Answer?.Known)));
        Assert.NotNull(expected[2].Error);
        Assert.All([0, 1], i =>
        {
            (Answer without, Answer beside) = (expected[i].Answer!, explained[i].Answer.Answer!);
            Assert.Equal(without.Strangeness!.Value, beside.Strangeness!.Value, 1e-4 * without.Strangeness.Value);
            Assert.All(without.Probabilities.Zip(beside.Probabilities), p => Assert.Equal(p.First, p.Second, 1e-5));
            Assert.All(without.Uncalibrated.Zip(beside.Uncalibrated), p => Assert.Equal(p.First, p.Second, 1e-5));
            Assert.NotEqual(beside.Uncalibrated, beside.Probabilities);
        });
    }

    public void Dispose() => _folder.Dispose();

    private PictureAddress Drawn(string name, int width, int height)
    {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)(((i / 3 % width) + (i * i % 97)) * 3);
        }

        return new PictureAddress("files", _folder.Write(name, PictureEncoder.Jpeg(new Picture(new PictureSize(width, height), rgb))));
    }
}
