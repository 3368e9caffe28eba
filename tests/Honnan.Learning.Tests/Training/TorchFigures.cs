using System.Text.Json;
using System.Text.Json.Nodes;

namespace Honnan.Learning.Tests.Training;

/// <summary>What Figures/torch_optimizers.py wrote: PyTorch's own results with small numbers.</summary>
internal static class TorchFigures
{
    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(
        ProjectFolder.At("tests", "Honnan.Learning.Tests", "Training", "Figures", "torch-optimizers.json")))!;

    /// <summary>Steps that were made.</summary>
    public static int Steps => (int)Document["steps"]!;

    /// <summary>The parameters at the start.</summary>
    public static double[][] Start => Document["start"].Deserialize<double[][]>()!;

    /// <summary>The parameters after the steps of an optimiser.</summary>
    public static double[][] After(string name) => Document["after"]![name].Deserialize<double[][]>()!;

    /// <summary>Learning rates of a scheduler, step by step.</summary>
    public static double[] Rates(string name) => Document[name].Deserialize<double[]>()!;
}
