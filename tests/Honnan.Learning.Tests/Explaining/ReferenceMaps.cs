using System.Text.Json.Nodes;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Models;
using Honnan.Learning.Tests.Reference;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>The nets and pictures that pytorch-grad-cam's maps in the reference folder are of.</summary>
internal static class ReferenceMaps
{
    /// <summary>pytorch-grad-cam's names of its maps, as the folder spells them.</summary>
    public static readonly string[] Names =
    [
        "GradCAM", "GradCAM+eigen_smooth", "GradCAMPlusPlus", "XGradCAM", "HiResCAM", "LayerCAM", "GradCAMElementWise", "EigenCAM",
        "EigenGradCAM", "KPCA_CAM", "ScoreCAM", "AblationCAM", "ShapleyCAM", "FinerCAM", "FullGrad",
    ];

    /// <summary>In evaluation mode; caller disposes.</summary>
    public static Net Net(JsonNode task)
    {
        Net net = task["weights"] is { } weights
            ? ImageNetLite0.Open(Path.Combine(SharedFolder.Weights(), (string)weights!))
            : FormulaNets.Build((string)task["net"]!, (int)task["classes"]!);
        net.eval();
        return net;
    }

    /// <summary>[1,3,H,W] in [-1,1]; caller disposes.</summary>
    public static Tensor Picture(JsonNode task, ReferenceTensors expected)
    {
        if (task["pixels"] is not { } pixels)
        {
            return FormulaNets.Picture((string)task["picture"]!, ReferenceFolder.Values<int>(task["shape"]));
        }

        int[] shape = expected.Shape((string)pixels!); // height, width, colours
        float[] values = Array.ConvertAll(expected.Bytes((string)pixels!), v => ((v / 255f) - 0.5f) / 0.5f);
        return tensor(values, [1, shape[0], shape[1], shape[2]]).permute(0, 3, 1, 2);
    }

    public static MapOptions Options(string name)
    {
        string[] parts = name.Split('+');
        return new MapOptions { Method = ExplanationMethods.Find(parts[0]), EigenSmooth = parts.Length > 1 };
    }
}
