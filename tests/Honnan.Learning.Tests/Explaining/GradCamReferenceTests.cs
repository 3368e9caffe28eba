using System.Text.Json.Nodes;
using Honnan.Data;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Models;
using Honnan.Learning.Tests.Reference;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Grad-CAM from the picture to the finished map, against pytorch-grad-cam's.</summary>
[Trait("Category", "reference")]
public sealed class GradCamReferenceTests
{
    /// <summary>Largest difference, as a share of the largest absolute value.</summary>
    private const double Tolerance = 1e-3;

    public static TheoryData<string> Maps => [.. ReferenceFolder.Names("maps", "prefix")];

    [Theory]
    [MemberData(nameof(Maps))]
    public void Explain_ReferencePicture_EqualsPytorchGradCam(string prefix)
    {
        JsonNode task = ReferenceFolder.Manifest()["maps"]!.AsArray().Single(m => (string)m!["prefix"]! == prefix)!;
        ReferenceTensors expected = ReferenceFolder.Tensors("maps.safetensors");
        using DisposeScope scope = NewDisposeScope();
        using Net net = task["weights"] is { } weights
            ? ImageNetLite0.Open(Path.Combine(SharedFolder.Weights(), (string)weights!))
            : FormulaNets.Build((string)task["net"]!, (int)task["classes"]!);
        net.eval();
        Assert.Equal((string)task["layer"]!, net.Stages[^1].Name);

        (HeatMap coarse, float[] logits) = GradCam.Explain(net, Picture(task, expected), _ => [(int)task["class"]!])[0];

        AssertNear("logits", expected.Doubles($"{prefix}/logits"), logits);
        Assert.Equal(expected.Shape($"{prefix}/coarse_gradcam"), new[] { coarse.Height, coarse.Width });
        AssertNear("coarse map", expected.Doubles($"{prefix}/coarse_gradcam"), coarse.Values);
        int[] size = expected.Shape($"{prefix}/GradCAM");
        AssertNear("finished map", expected.Doubles($"{prefix}/GradCAM"), coarse.Finished(new PictureSize(size[1], size[0])).Values);
    }

    private static Tensor Picture(JsonNode task, ReferenceTensors expected)
    {
        if (task["pixels"] is not { } pixels)
        {
            return FormulaNets.Picture((string)task["picture"]!, ReferenceFolder.Values<int>(task["shape"]));
        }

        int[] shape = expected.Shape((string)pixels!); // height, width, colours
        float[] values = Array.ConvertAll(expected.Bytes((string)pixels!), v => ((v / 255f) - 0.5f) / 0.5f);
        return tensor(values, [1, shape[0], shape[1], shape[2]]).permute(0, 3, 1, 2);
    }

    private static void AssertNear(string name, double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        double error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        TestContext.Current.SendDiagnosticMessage($"{name}: error {error / scale:G3}");
        Assert.True(error <= Tolerance * scale, $"{name}: largest error {error:G3} of {scale:G3}");
    }
}
