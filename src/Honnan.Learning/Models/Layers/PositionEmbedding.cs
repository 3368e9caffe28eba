using Honnan.Learning.Graphs;
using Honnan.Learning.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// What a token's place adds to it: a vector for the class token and one for each place of a square grid. For another grid
/// it is resized as torchvision's <c>interpolate_embeddings</c> resizes it: bicubic, the corners kept in the corners.
/// </summary>
public sealed class PositionEmbedding : nn.Module
{
    private readonly int _grid;

    /// <summary>Makes the embedding for a grid × grid of patches: normal, deviation 0.02.</summary>
    public PositionEmbedding(int grid, int channels)
        : base(nameof(PositionEmbedding))
    {
        _grid = grid;
        Weight = new Parameter(empty(1, 1 + (grid * grid), channels).normal_(0, 0.02).to(ComputeDevice.Current));
        register_parameter("pos_embedding", Weight);
    }

    /// <summary>[1, 1 + grid², C] float32; owned by this module.</summary>
    public Parameter Weight { get; }

    /// <summary>[1, 1 + h·w, C] in the weights' type for a grid of h × w; caller disposes.</summary>
    public Tensor For(long h, long w)
    {
        if (h == _grid && w == _grid)
        {
            return Weight.alias();
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor square = Weight.narrow(1, 1, _grid * _grid).transpose(1, 2).reshape(1, -1, _grid, _grid); // [1,C,grid,grid]
        Tensor resized = nn.functional.interpolate(square, [h, w], mode: InterpolationMode.Bicubic, align_corners: true);
        return cat([Weight.narrow(1, 0, 1), resized.flatten(2).transpose(1, 2)], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Writes what <see cref="For"/> does.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="grid">The name of the grid's rows and columns: int64 [2].</param>
    public string Write(GraphWriter graph, string grid)
    {
        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        long channels = Weight.shape[2];
        string square = graph.Weights(Weight.narrow(1, 1, _grid * _grid).transpose(1, 2).reshape(1, -1, _grid, _grid));
        string size = graph.Node("Concat", [graph.Integers(1, channels), grid], ("axis", 0L));
        string resized = graph.Node(
            "Resize",
            [square, "", "", size],
            ("mode", "cubic"),
            ("coordinate_transformation_mode", "align_corners"),
            ("cubic_coeff_a", -0.75)); // PyTorch's kernel
        string flat = graph.Node("Reshape", [resized, graph.Integers(1, channels, -1)]);
        string patches = graph.Node("Transpose", [flat], ("perm", (long[])[0, 2, 1]));
        return graph.Node("Concat", [graph.Weights(Weight.narrow(1, 0, 1)), patches], ("axis", 1L));
    }
}
