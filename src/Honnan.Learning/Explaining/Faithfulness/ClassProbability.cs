using Honnan.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>A net's probability of one class, for changed versions of a picture.</summary>
/// <param name="net">In evaluation mode; stays the caller's.</param>
/// <param name="index">The class, by its place in the model's order.</param>
public sealed class ClassProbability(Net net, int index)
{
    private const int AtATime = 16;

    /// <summary>The probability of each of some pictures.</summary>
    /// <param name="pictures">Each [3,H,W] in [-1,1] or a little beyond, all of one size.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    public double[] Of(IEnumerable<float[]> pictures, int height, int width)
    {
        using var gradients = no_grad();
        List<double> probabilities = [];
        foreach (float[][] part in pictures.Chunk(AtATime))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor batch = tensor([.. part.SelectMany(p => p)], [part.Length, 3, height, width]);
            Tensor logits = net.forward(batch).cpu().to_type(ScalarType.Float64);
            Tensor column = nn.functional.softmax(logits, 1).select(1, index).contiguous();
            probabilities.AddRange(column.data<double>().ToArray());
        }

        return [.. probabilities];
    }
}
