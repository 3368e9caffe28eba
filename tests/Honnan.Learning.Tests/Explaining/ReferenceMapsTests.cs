using System.Text.Json.Nodes;
using Honnan.Data;
using Xunit;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Maps against pytorch-grad-cam's.</summary>
[Trait("Category", "reference")]
public sealed class ReferenceMapsTests
{
    [Fact]
    public void Finished_CoarseMaps_EqualPytorchGradCams()
    {
        ReferenceTensors maps = ReferenceFolder.Tensors("maps.safetensors");
        foreach (JsonNode? task in ReferenceFolder.Manifest()["maps"]!.AsArray())
        {
            string prefix = task!["prefix"]!.GetValue<string>();
            int[] coarse = maps.Shape($"{prefix}/coarse_gradcam");
            int[] size = maps.Shape($"{prefix}/GradCAM");
            float[] expected = maps.Floats($"{prefix}/GradCAM");

            HeatMap map = new HeatMap(maps.Floats($"{prefix}/coarse_gradcam"), coarse[1], coarse[0]).Finished(new PictureSize(size[1], size[0]));

            double miss = map.Values.Zip(expected, (a, b) => Math.Abs((double)a - b)).Max();
            Assert.True(miss <= 1e-5, $"{prefix}: {miss}");
        }
    }

    // Where a linear layer follows the pooled features, the gradient is its weights over the area, so the coarse map adds up
    // to the logit less the bias: only if channels are added, not averaged, and the formula's bias is the net's.
    [Fact]
    public void CoarseMaps_FormulaNets_AddUpToTheLogit()
    {
        ReferenceTensors maps = ReferenceFolder.Tensors("maps.safetensors");
        foreach (JsonNode? task in ReferenceFolder.Manifest()["maps"]!.AsArray().Where(t => t!["picture"] is not null))
        {
            string prefix = task!["prefix"]!.GetValue<string>();
            int k = task["class"]!.GetValue<int>();
            float bias = ReferenceFormula.Parameter("fc.bias", task["classes"]!.GetValue<int>())[k];

            Assert.Equal(maps.Doubles($"{prefix}/logits")[k] - bias, maps.Doubles($"{prefix}/coarse_gradcam").Sum(), 1e-5);
        }
    }
}
