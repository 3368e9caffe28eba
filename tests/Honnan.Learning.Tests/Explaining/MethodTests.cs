using Honnan.Data;
using Honnan.Learning.Explaining;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Every method on a net small enough to calculate its maps by hand.</summary>
public sealed class MethodTests
{
    // Two places, three channels: (1, 3), (4, 1), (0, 0). Class 0 has the weights 4, −2, 0, so its logit's gradient is half of these
    // everywhere: 2, −1, 0. Class 1 has 0, 2, 0.
    private static readonly float[] Picture = [1, 3, 4, 1, 0, 0];
    private static readonly float[][] Weights = [[4, -2, 0], [0, 2, 0]];

    [Theory]
    [InlineData("gradcam", -2f, 5f)] // 2 · (1, 3) − (4, 1)
    [InlineData("xgradcam", -2f, 5f)] // the gradient is the same everywhere, and so is its weighted mean
    [InlineData("hirescam", -2f, 5f)]
    [InlineData("shapleycam", -2f, 5f)] // no Hessian
    [InlineData("layercam", 2f, 6f)] // the positive gradient alone: 2 · (1, 3)
    [InlineData("gradcamelementwise", 2f, 6f)]
    [InlineData("ablationcam", -12f, 19f)] // the logit falls by 4 · 2 without the first channel, by −2 · 2.5 without the second
    public void Explain_TwoPlaces_IsAsCalculated(string method, float left, float right)
    {
        HeatMap map = Map(method, new ClassQuestion(0));

        Assert.Equal(left, map[0, 0], 1e-4f);
        Assert.Equal(right, map[1, 0], 1e-4f);
    }

    // α = g² / (2 g² + ΣA · g³) = 4 / (8 + 4 · 8) = 0.1, its weight Σ α · g over two places = 0.4; the negative gradient has none.
    [Fact]
    public void GradCamPlusPlus_TwoPlaces_IsAsCalculated() => Assert.Equal([0.4f, 1.2f], Map("gradcam++", new ClassQuestion(0)).Values, (a, b) => Math.Abs(a - b) < 1e-4f);

    // 4, −4, 0 are the differences of the weights, half of it the gradient.
    [Theory]
    [InlineData("gradcam")]
    [InlineData("finercam")]
    public void Explain_AgainstAnotherClass_ExplainsTheDifference(string method) =>
        Assert.Equal([-6f, 4f], Map(method, new ClassQuestion(0, 1)).Values, (a, b) => Math.Abs(a - b) < 1e-4f);

    // Of two places, the centred activations are ±(1, −1.5, 0): the projection is ±√(1 + 2.25), the larger sum, 5 against 4, positive.
    [Fact]
    public void EigenCam_TwoPlaces_ProjectsWithTheLargerSumPositive() =>
        Assert.Equal([MathF.Sqrt(3.25f), -MathF.Sqrt(3.25f)], Map("eigencam", new ClassQuestion(0)).Values, (a, b) => Math.Abs(a - b) < 1e-4f);

    [Fact]
    public void ScoreCam_ChannelThatSpeaksForTheClass_CountsMost()
    {
        HeatMap map = Map("scorecam", new ClassQuestion(0));

        // Seen through the first channel, (0, 1), the logit is 4 · 3 / 2 − 2 · 1 / 2 = 5; through the second, (1, 0), 4 / 2 − 2 · 4 / 2 = −2; through the third 0.
        double[] weights = [.. new double[] { 5, -2, 0 }.Select(z => Math.Exp(z) / (Math.Exp(5) + Math.Exp(-2) + 1))];
        Assert.Equal([(float)(weights[0] + (4 * weights[1])), (float)((3 * weights[0]) + weights[1])], map.Values, (a, b) => Math.Abs(a - b) < 1e-3f);
    }

    // What is left out of the mean: (4 · x0 − 2 · x1) / area. A net that is linear from grey on gives each place its part.
    [Fact]
    public void IntegratedGradients_LinearNet_AddsUpToTheLogit()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new IdentityNet(Weights);
        Tensor picture = rand(1, 3, 24, 40, dtype: ScalarType.Float32, generator: new Generator(3));

        (HeatMap map, float[] logits) = new HeatMapper(net, new MapOptions { Method = ExplanationMethods.Find("integratedgradients") }).Explain(picture, _ => [new(0)])[0];

        Assert.Equal((5, 3), (map.Width, map.Height)); // squares of 8 × 8
        Assert.Equal(logits[0], map.Values.Sum() * 64, 1e-3f);
    }

    [Fact]
    public void Occlusion_OneBrightPlace_FindsIt()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new IdentityNet(Weights);
        Tensor picture = zeros(1, 3, 32, 64);
        picture[0, 0].narrow(0, 20, 2).narrow(1, 50, 2).fill_(torch.ones(1).item<float>());

        HeatMap map = new HeatMapper(net, new MapOptions { Method = ExplanationMethods.Find("occlusion") }).Explain(picture, _ => [new(0)])[0].Coarse.Finished(new PictureSize(64, 32));

        Assert.InRange(map.Peak.X, 48, 53);
        Assert.InRange(map.Peak.Y, 18, 23);
        Assert.Equal(0, map[5, 5]);
    }

    [Fact]
    public void FlipSmooth_PictureAndItsMirrorImage_AreMirrorImages()
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = SmallResNet.Build();
        Tensor picture = Reference.FormulaNets.Picture("flipped", [1, 3, 64, 96]);
        var mapper = new HeatMapper(net, new MapOptions { FlipSmooth = true });

        HeatMap map = mapper.Explain(picture, _ => [new(1)])[0].Coarse;
        HeatMap mirrored = mapper.Explain(picture.flip(3), _ => [new(1)])[0].Coarse;
        HeatMap plain = new HeatMapper(net).Explain(picture, _ => [new(1)])[0].Coarse;

        Assert.Equal(map[0, 0], mirrored[map.Width - 1, 0], 1e-5f);
        Assert.NotEqual(plain[0, 0], map[0, 0], 1e-5f);
    }

    public static TheoryData<string> Methods => [.. ExplanationMethods.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Explain_Batch_IsThatOfEachPictureAlone(string method)
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = SmallResNet.Build();
        Tensor pictures = Reference.FormulaNets.Picture("batch", [3, 3, 64, 96]);
        var mapper = new HeatMapper(net, new MapOptions { Method = ExplanationMethods.Find(method) });
        ClassQuestion[] questions = [new(0), new(1, 2), new(2)];
        var size = new PictureSize(96, 64);

        IReadOnlyList<ClassMap> together = mapper.Explain(pictures, _ => questions);

        for (int i = 0; i < questions.Length; i++)
        {
            HeatMap alone = mapper.Explain(pictures.narrow(0, i, 1), _ => [questions[i]])[0].Coarse.Finished(size);
            Assert.Equal(alone.Values, together[i].Coarse.Finished(size).Values, (a, b) => Math.Abs(a - b) < 2e-3f);
            Assert.Contains(together[i].Coarse.Values, v => v != 0);
        }
    }

    [Theory]
    [InlineData("GradCAMPlusPlus", "gradcam++")]
    [InlineData("KPCA_CAM", "kpcacam")]
    [InlineData("integrated-gradients", "integratedgradients")]
    public void Find_OtherSpelling_IsKnown(string name, string known) => Assert.Equal(known, ExplanationMethods.Find(name).Name);

    [Fact]
    public void Find_UnknownName_NamesTheChoices()
    {
        var error = Assert.Throws<InputException>(() => ExplanationMethods.Find("gradcan"));

        Assert.Contains("did you mean 'gradcam'?", error.Message, StringComparison.Ordinal);
        Assert.All(ExplanationMethods.All, m => Assert.Contains(m.Name, error.Message, StringComparison.Ordinal));
    }

    private static HeatMap Map(string method, ClassQuestion question)
    {
        using DisposeScope scope = NewDisposeScope();
        using var net = new IdentityNet(Weights);
        Tensor picture = tensor(Picture, [1, 3, 1, 2]);
        return new HeatMapper(net, new MapOptions { Method = ExplanationMethods.Find(method) }).Explain(picture, _ => [question])[0].Coarse;
    }
}
