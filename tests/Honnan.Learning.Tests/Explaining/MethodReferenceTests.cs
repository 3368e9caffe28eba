using System.Text.Json.Nodes;
using Honnan.Data;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Every method from the picture to the finished map, against pytorch-grad-cam's.</summary>
[Trait("Category", "reference")]
public sealed class MethodReferenceTests
{
    /// <summary>Largest difference of logits and coarse maps, as a share of the largest absolute value.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Largest difference of finished maps, which go from 0 to 1.</summary>
    private const double MapTolerance = 2e-3;

    /// <summary>
    /// The same for gradients of single pixels: whether a unit within float32's rounding of ReLU6's corners passes its gradient on is
    /// chance. In float64, Honnan's are 7.3e-3, 6e-7 and 1.5e-4 from the reference's, which are float32.
    /// </summary>
    private const double GradientTolerance = 1e-2;

    // A principal component's direction has no sign of its own: pytorch-grad-cam leaves it to LAPACK (KPCA-CAM: to scikit-learn).
    private static readonly string[] Unsigned = ["EigenCAM", "EigenGradCAM", "KPCA_CAM", "GradCAM+eigen_smooth"];

    public static TheoryData<string> Maps => [.. ReferenceFolder.Names("maps", "prefix")];

    [Theory]
    [MemberData(nameof(Maps))]
    public void Explain_EveryMethod_EqualsPytorchGradCam(string prefix)
    {
        JsonNode task = Task(prefix);
        string[] apart = task["pixels"] is null ? [] : ["ScoreCAM", "FullGrad"];
        AssertEqual(prefix, task, [.. ReferenceMaps.Names.Except(apart)]);
    }

    // A pass of the whole net for each of the layer's channels takes long with a real net.
    [Theory]
    [MemberData(nameof(Maps))]
    [Trait("Category", "long")]
    public void Explain_ScoreCam_EqualsPytorchGradCam(string prefix) => AssertEqual(prefix, Task(prefix), ["ScoreCAM"]);

    // pytorch-grad-cam looks for PyTorch's own normalisations by their exact type, and finds none in timm's nets: what it calls
    // FullGrad is there the picture's part alone.
    [Theory]
    [MemberData(nameof(Maps))]
    public void FullGrad_NetOfTimm_IsThePicturesPartInTheReference(string prefix)
    {
        JsonNode task = Task(prefix);
        ReferenceTensors expected = ReferenceFolder.Tensors("maps.safetensors");
        using DisposeScope scope = NewDisposeScope();
        using Net net = ReferenceMaps.Net(task);
        using Tensor picture = ReferenceMaps.Picture(task, expected).contiguous();
        picture.requires_grad = true;
        net.forward(picture)[0, (int)task["class"]!].backward();
        Tensor product = (picture.detach() * picture.grad!).abs();
        float[] part = [.. (product / product.amax([2, 3], keepdim: true)).sum(1).data<float>()];

        double miss = Miss(expected.Doubles($"{prefix}/FullGrad"), new HeatMap(part, (int)picture.shape[3], (int)picture.shape[2]), expected.Shape($"{prefix}/FullGrad"));

        Assert.True((task["pixels"] is not null) == (miss <= GradientTolerance), $"{miss:G3}");
    }

    private static JsonNode Task(string prefix) => ReferenceFolder.Manifest()["maps"]!.AsArray().Single(m => (string)m!["prefix"]! == prefix)!;

    private static void AssertEqual(string prefix, JsonNode task, IReadOnlyList<string> names)
    {
        ReferenceTensors expected = ReferenceFolder.Tensors("maps.safetensors");
        using DisposeScope scope = NewDisposeScope();
        using Net net = ReferenceMaps.Net(task);
        using Tensor picture = ReferenceMaps.Picture(task, expected);
        var asked = new ClassQuestion((int)task["class"]!);
        double[] known = expected.Doubles($"{prefix}/logits");
        foreach (string name in names)
        {
            // The reference was given no class for Finer-CAM, which then takes the likeliest.
            ClassQuestion question = name == "FinerCAM" ? new ClassQuestion(Array.IndexOf(known, known.Max())) : asked;
            (HeatMap coarse, float[] logits) = new HeatMapper(net, ReferenceMaps.Options(name)).Explain(picture, _ => [question])[0];
            AssertNear("logits", known, logits);
            if (name == "GradCAM")
            {
                Assert.Equal(expected.Shape($"{prefix}/coarse_gradcam"), new[] { coarse.Height, coarse.Width });
                AssertNear("coarse map", expected.Doubles($"{prefix}/coarse_gradcam"), coarse.Values);
            }

            double[] map = expected.Doubles($"{prefix}/{name}");
            int[] size = expected.Shape($"{prefix}/{name}");
            double miss = Miss(map, coarse, size);

            // The paper divides by the score, and so turns the map around where that is negative; Honnan does not.
            bool turned = name == "AblationCAM" && logits[question.Class] < 0;
            miss = turned ? Miss(map, coarse.Turned(), size) : Unsigned.Contains(name) ? Math.Min(miss, Miss(map, coarse.Turned(), size)) : miss;
            TestContext.Current.SendDiagnosticMessage($"{prefix} {name}: {miss:G3}");
            Assert.True(miss <= MapTolerance, $"{prefix} {name}: {miss:G3}");
        }
    }

    private static double Miss(double[] expected, HeatMap coarse, int[] size) =>
        coarse.Finished(new PictureSize(size[1], size[0])).Values.Zip(expected, (a, b) => Math.Abs(a - b)).Max();

    private static void AssertNear(string name, double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(error <= Tolerance * scale, $"{name}: largest error {error:G3} of {scale:G3}");
    }
}
